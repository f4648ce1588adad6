import assert from 'node:assert/strict';
import path from 'node:path';
import { memoryProgram } from '../../fuzz/memoryProgram';
import type { Fault } from '../../../src/emulator/faults';
import { loadGrammar } from '../../../src/io/grammars';
import { createLinter } from '../../../src/lint/linter';
import type { QuickFix } from '../../../src/lint/quickFix';
import { sourceText } from '../../../src/lint/source';
import { runnable, usePython } from './python';
import { runProgram } from './runProgram';

const programs = runnable([{ name: 'scripts', ending: 'ts' }], [{ name: 'scripts_python', ending: 'py' }]);

const told: Fault = { kind: 'input-tokens-limit', times: 2, retryAfterSeconds: 0.3 };
const overloaded: Fault = { kind: 'overloaded', times: 2 };

describe('a script whose backoff helper moved into a module of its own', () => {
  usePython();

  for (const { name, ending } of programs) {
    const before = (script: string) => path.join('..', 'programs', name, `${script}.${ending}`);
    const after = (script: string) => path.join('..', 'programs', `${name}.move-backoff-helper.fixed`, `${script}.${ending}`);

    it(`lives through 429s and 529s in ${name}, as does the other that takes it from there now`, async () => {
      for (const fault of [told, overloaded]) {
        const [failed, first, second] = await Promise.all([before('second'), after('first'), after('second')].map((file) => runProgram(file, [fault])));
        assert.notEqual(failed?.code, 0);
        assert.deepEqual([first?.code, first?.requests.length], [0, 3], first?.output);
        assert.deepEqual([second?.code, second?.requests.length], [0, 4], second?.output);
      }
    });

    it(`stops at a spend cap in ${name}`, async () => {
      const spent = await runProgram(after('second'), [{ kind: 'spend-limit' }]);
      assert.notEqual(spent.code, 0);
      assert.deepEqual(spent.requests.map(({ status }) => status), [429]);
    });
  }
});

describe('a move of the backoff helper', () => {
  const helper = 'def with_backoff(send, cancelled=None):\n    for attempt in range(1, 9):\n        try:\n            return send()\n        except Exception:\n            time.sleep(WAIT)\n';
  const ask = 'import anthropic\n\nclient = anthropic.Anthropic(max_retries=0)\n\n\ndef ask():\n    return client.messages.create(model="m", max_tokens=1, messages=[])\n';
  const home = (wait: string, head = 'import time\nimport anthropic\n') => `${head}\n\n${helper.replace('WAIT', wait)}`;
  const offered = async (files: Readonly<Record<string, string>>): Promise<QuickFix | undefined> => {
    const file = '/app/ask.py';
    const linter = createLinter(loadGrammar, memoryProgram(new Map(Object.entries({ [file]: ask, ...files }))));
    const document = await linter.open('python', sourceText(file, ask), file);
    const fix = document.analyze({}).findings.flatMap((finding) => document.quickFixes(finding)).find((one) => one.fix === 'move-backoff-helper');
    document.dispose();
    return fix;
  };

  it('makes a file, and is never the fix that is taken for many findings at once', async () => {
    const fix = await offered({ '/app/other.py': home('9') });
    assert.deepEqual(fix?.creates, [{ file: '/app/claude_backoff.py', text: `import time\n\n\n${helper.replace('WAIT', '9')}` }]);
    assert.equal(fix.preferred, false);
  });

  it('is not offered where the helper uses more of its file, has another folder, or has moved already', async () => {
    assert.equal(await offered({ '/app/other.py': home('PATIENCE', 'import time\nimport anthropic\nPATIENCE = 9\n') }), undefined);
    assert.equal(await offered({ '/tools/other.py': home('9') }), undefined);
    assert.equal(await offered({ '/app/other.py': home('9'), '/app/claude_backoff.py': 'import anthropic\n' }), undefined);
  });

  it('is not offered where others import its file, which is then shared as it is', async () => {
    assert.equal(await offered({ '/app/other.py': home('9'), '/app/main.py': 'import anthropic\nfrom other import with_backoff\n' }), undefined);
  });
});
