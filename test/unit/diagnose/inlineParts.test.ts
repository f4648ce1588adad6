import assert from 'node:assert/strict';
import { codeSpan } from '../../../src/diagnose/codeSpan';
import { inlineParts } from '../../../src/diagnose/inlineParts';

describe('a line of a report, as a page shows it', () => {
  it('is text, code and links to https addresses', () => {
    assert.deepEqual(inlineParts('Set `maxRetries: 8`, see [the docs](https://docs.example/a#b).'), [
      { kind: 'text', text: 'Set ' },
      { kind: 'code', text: 'maxRetries: 8' },
      { kind: 'text', text: ', see ' },
      { kind: 'link', text: 'the docs', address: 'https://docs.example/a#b' },
      { kind: 'text', text: '.' },
    ]);
  });

  it('links to no other address', () => {
    for (const address of ['http://a.example', 'javascript:alert(1)', 'command:headroom.ping', 'file:///etc/passwd', '//a.example', 'https://a.example/)(']) {
      const parts = inlineParts(`[x](${address}`.concat(')'));
      assert.ok(parts.every((part) => part.kind !== 'link' || part.address === 'https://a.example/'), address);
    }
  });

  it('shows what others wrote unchanged, whatever mark-up it holds', () => {
    for (const hostile of ['<img src=x onerror=alert(1)>', '[x](https://evil.example)', '` ](https://evil.example) `', '``` ` ``', '**bold** `a` ``b``', '`', ' `x` ']) {
      const [part, ...more] = inlineParts(codeSpan(hostile));
      assert.deepEqual([part, more], [{ kind: 'code', text: hostile.trim() }, []], hostile);
    }
  });

  it('takes backticks that nothing ends for text', () => {
    assert.deepEqual(inlineParts('a `` b ` c'), [{ kind: 'text', text: 'a `` b ` c' }]);
  });
});
