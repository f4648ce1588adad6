import assert from 'node:assert/strict';
import { withPart } from '../../accuracy/pagePart';

describe('a page of which one part is written anew', () => {
  const page = '# Title\n\n<!-- one -->\nold 1\n<!-- /one -->\n\n<!-- two -->\nold 2\n<!-- /two -->\n';

  it('keeps what the other part and the page around it say', () => {
    assert.equal(withPart(page, 'one', 'new 1\n'), page.replace('old 1', 'new 1'));
    assert.equal(withPart(page, 'two', 'new 2'), page.replace('old 2', 'new 2'));
  });

  it('adds a part that the page does not have', () => {
    assert.equal(withPart('# Title\n', 'one', 'new'), '# Title\n\n<!-- one -->\nnew\n<!-- /one -->\n');
  });

  it('takes the text as it is, dollar signs included', () => {
    assert.match(withPart(page, 'one', 'costs $& and $1'), /costs \$& and \$1/);
  });
});
