import assert from 'node:assert/strict';
import { detailsPage } from '../../../src/vscode/detailsPage';
import { diagnosisPage } from '../../../src/vscode/diagnosisPage';
import { simulationPage } from '../../../src/vscode/simulationPage';

const parts = { cspSource: "'self' https://*.vscode-cdn.net", script: 'https://files/view.js', styles: 'https://files/view.css' };

const pages = { 'the details view': detailsPage, 'a simulation': simulationPage, 'a diagnosis': diagnosisPage };

for (const [name, pageOf] of Object.entries(pages)) {
  describe(`the page of ${name}`, () => {
    const page = pageOf(parts);

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
      const attacked = pageOf({ cspSource: hostile, script: hostile, styles: hostile });
      assert.ok(!attacked.includes('<img'));
      assert.equal(attacked.split('<').length, page.split('<').length);
    });
  });
}
