import assert from 'node:assert/strict';
import { detailsPage } from '../../../src/vscode/detailsPage';
import { offers } from '../../../src/limits/details';
import { ranges } from '../../../src/limits/historyChart';

const parts = { cspSource: "'self' https://*.vscode-cdn.net", script: 'https://files/details.js', styles: 'https://files/details.css' };
const page = detailsPage(parts);

describe('the page of the details view', () => {
  it('loads its own script and styles, and nothing else of any kind', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
    assert.equal(policy, `default-src 'none'; script-src ${parts.cspSource}; style-src ${parts.cspSource}; base-uri 'none'; form-action 'none'`);
    assert.deepEqual([...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address), [parts.styles, parts.script]);
  });

  it('has no script, handler or style within it', () => {
    assert.doesNotMatch(page, /<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=|<style|javascript:/i);
  });

  it('lets no address end its attribute', () => {
    const hostile = '"><img src=x onerror="alert(1)">';
    const attacked = detailsPage({ cspSource: hostile, script: hostile, styles: hostile });
    assert.ok(!attacked.includes('<img'));
    assert.equal(attacked.split('<').length, page.split('<').length);
  });

  it('has a button for each range, and asks only for what is done', () => {
    const values = (name: string) => [...page.matchAll(new RegExp(`data-${name}="([^"]*)"`, 'g'))].map(([, value]) => value);
    assert.deepEqual(values('range'), Object.keys(ranges));
    assert.deepEqual(values('offer').sort(), [...offers].sort());
  });
});
