import assert from 'node:assert/strict';
import path from 'node:path';
import { memoryProgram } from '../../fuzz/memoryProgram';
import type { Fault } from '../../../src/emulator/faults';
import { loadGrammar } from '../../../src/io/grammars';
import { createLinter } from '../../../src/lint/linter';
import { sourceText } from '../../../src/lint/source';
import { runnable, usePython } from './python';
import { runProgram } from './runProgram';

const programs = runnable([{ name: 'share', main: 'main.ts', calls: 3 }], [{ name: 'share_python', main: 'main.py', calls: 2 }]);

const told: Fault = { kind: 'input-tokens-limit', times: 2, retryAfterSeconds: 0.3 };
const overloaded: Fault = { kind: 'overloaded', times: 2 };

describe('a program whose files share the backoff helper of one', () => {
  usePython();

  for (const { name, main, calls } of programs) {
    const after = path.join('..', 'programs', `${name}.share-backoff-helper.fixed`, main);

    it(`${name} lives through 429s and 529s that ended it before, and stops at a spend cap`, async () => {
      for (const fault of [told, overloaded]) {
        const [failed, survived] = await Promise.all([runProgram(path.join('..', 'programs', name, main), [fault]), runProgram(after, [fault])]);
        assert.notEqual(failed.code, 0);
        assert.equal(survived.code, 0, survived.output);
        assert.equal(survived.requests.length, calls + 2);
      }
      const spent = await runProgram(after, [{ kind: 'spend-limit' }]);
      assert.notEqual(spent.code, 0);
      assert.deepEqual(spent.requests.map(({ status }) => status), Array.from({ length: name === 'share' ? 3 : 2 }, () => 429));
    });
  }
});

describe('the backoff helper of another file', () => {
  const helper = 'import time\n\n\ndef with_backoff(send, cancelled=None):\n    for attempt in range(1, 9):\n        try:\n            return send()\n        except Exception:\n            time.sleep(9)\n';
  const ask = 'import anthropic\nfrom .names import MODEL\n\nclient = anthropic.Anthropic(max_retries=0)\n\n\ndef ask():\n    return client.messages.create(model=MODEL, max_tokens=1, messages=[])\n';
  const offered = async (files: Readonly<Record<string, string>>) => {
    const linter = createLinter(loadGrammar, memoryProgram(new Map(Object.entries({ 'app/ask.py': ask, 'app/names.py': 'MODEL = "m"\n', ...files }))));
    const document = await linter.open('python', sourceText('app/ask.py', ask), 'app/ask.py');
    const ids = document.analyze({}).findings.flatMap((finding) => document.quickFixes(finding)).map(({ fix }) => fix);
    document.dispose();
    return ids.includes('share-backoff-helper');
  };

  it('is shared where some file imports it from there already', async () => {
    assert.equal(await offered({ 'app/claude.py': helper, 'app/main.py': 'from .claude import with_backoff\n' }), true);
  });

  it('is not shared by a file that nobody imports, which may be a program, nor in a circle', async () => {
    assert.equal(await offered({ 'app/claude.py': helper }), false);
    assert.equal(await offered({ 'app/claude.py': `from .ask import ask\n${helper}`, 'app/main.py': 'from .claude import with_backoff\n' }), false);
  });
});
