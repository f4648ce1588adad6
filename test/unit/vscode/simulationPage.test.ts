import assert from 'node:assert/strict';
import { simulationPage } from '../../../src/vscode/simulationPage';

const parts = { cspSource: "'self' https://*.vscode-cdn.net", script: 'https://files/simulate.js', styles: 'https://files/simulate.css' };
const page = simulationPage(parts);

describe('the page of a simulation', () => {
  it('loads its own script and styles, and nothing else of any kind', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
    assert.equal(policy, `default-src 'none'; script-src ${parts.cspSource}; style-src ${parts.cspSource}; base-uri 'none'; form-action 'none'`);
    assert.deepEqual([...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address), [parts.styles, parts.script]);
  });

  it('has no script, handler or style within it', () => {
    assert.doesNotMatch(page, /<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=|<style|javascript:/i);
  });
});
