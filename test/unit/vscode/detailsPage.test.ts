import assert from 'node:assert/strict';
import { offers } from '../../../src/limits/details';
import { ranges } from '../../../src/limits/historyChart';
import { detailsPage } from '../../../src/vscode/detailsPage';

const page = detailsPage({ cspSource: "'self'", script: 'https://files/details.js', styles: 'https://files/details.css' });

describe('the page of the details view', () => {
  it('has a button for each range, and asks only for what is done', () => {
    const values = (name: string) => [...page.matchAll(new RegExp(`data-${name}="([^"]*)"`, 'g'))].map(([, value]) => value);
    assert.deepEqual(values('range'), Object.keys(ranges));
    assert.deepEqual(values('offer').sort(), [...offers].sort());
  });
});
