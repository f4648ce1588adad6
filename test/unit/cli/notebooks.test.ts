import assert from 'node:assert/strict';
import { runInFolder } from './runInFolder';

describe('headroom on notebooks', () => {
  const client = 'import anthropic\nclient = anthropic.Anthropic(max_retries=0)\n';
  const call = '%pip install anthropic\nanswer = client.messages.create(model="claude-haiku-4-5", max_tokens=9, messages=[])';
  const markdown = { cell_type: 'markdown', source: 'text' };
  const code = (source: string) => ({ cell_type: 'code', source: source.split(/(?<=\n)/) });
  const notebook = (...cells: readonly unknown[]) => JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { language: 'python' } }, cells });
  const usual = notebook(markdown, code(client), markdown, code(call));

  it('counts cells from 0 among all of a notebook, and lines from 1 in a cell', async () => {
    const { out, notes } = await runInFolder({ 'a.ipynb': usual, 'b.py': client + call.replace(/.*\n/, '') }, ['calls', '--format', 'json']);
    const { calls } = JSON.parse(out) as { calls: (Record<string, unknown> & { retry: { layers: unknown } })[] };
    assert.deepEqual(calls.map(({ file, cell, line, column, endLine, endColumn, language }) => [file, cell, line, column, endLine, endColumn, language]), [['a.ipynb', 3, 2, 10, 2, 85, 'python'], ['b.py', undefined, 3, 10, 3, 85, 'python']]);
    const [first, second] = calls;
    assert.deepEqual(first?.retry.layers, [{ kind: 'sdk', name: 'anthropic', attempts: 1, file: 'a.ipynb', cell: 1, line: 2 }]);
    assert.deepEqual(first.reasons, [{ file: 'a.ipynb', cell: 1, line: 2, column: 42, endLine: 2, endColumn: 43, message: 'anthropic (`max_retries` is 0)' }]);
    assert.ok(second && !('cell' in second));
    assert.deepEqual(notes, []);
  });

  it('prints cells in check, as text and as JSON', async () => {
    const { out, code: exit } = await runInFolder({ 'a.ipynb': usual }, ['check']);
    assert.match(out, /^a\.ipynb:cell 3:2:10 {2}warning {2}.*unretried-call\n {4}a\.ipynb:cell 1:2:42 {2}/);
    assert.equal(exit, 1);
    const { findings } = JSON.parse((await runInFolder({ 'a.ipynb': usual }, ['check', '--format', 'json'])).out) as { findings: Record<string, unknown>[] };
    assert.deepEqual(findings.map(({ file, cell, line }) => [file, cell, line]), [['a.ipynb', 3, 2]]);
  });

  it('follows imports of files beside it, and callers of theirs in it', async () => {
    const helper = 'import anthropic\nclient = anthropic.Anthropic(max_retries=0)\ndef ask():\n    return client.messages.create(model="claude-haiku-4-5", max_tokens=9, messages=[])\n';
    const guarded = notebook(code('from tenacity import retry, stop_after_attempt\nfrom helper import ask'), code('@retry(stop=stop_after_attempt(8))\ndef again():\n    return ask()'));
    const { out } = await runInFolder({ 'helper.py': helper, 'a.ipynb': notebook(code('from helper import client'), code(call)), 'b.ipynb': guarded }, ['check']);
    assert.deepEqual([...out.matchAll(/^(\S.*?) {2}\w+ {2}.* {2}unretried-call$/gm)].map(([, at]) => at), ['a.ipynb:cell 1:2:10']);
  });

  it('is not found in the folder of checkpoints', async () => {
    const { out } = await runInFolder({ 'a.ipynb': usual, '.ipynb_checkpoints/a-checkpoint.ipynb': usual }, ['check']);
    assert.match(out, /1 Claude call in 1 file/);
  });

  it('leaves out what is broken, empty or in another language, and says so', async () => {
    const files = {
      'a.ipynb': usual,
      'broken.ipynb': usual.slice(0, -9),
      'empty.ipynb': '',
      'list.ipynb': '[]',
      'long.ipynb': notebook(code(`x = "${'y'.repeat(1024 * 1024)}"`)),
      'none.ipynb': notebook(markdown),
      'r.ipynb': JSON.stringify({ cells: [code(call)], metadata: { kernelspec: { language: 'R' } } }),
    };
    const { out, notes } = await runInFolder(files, ['check']);
    assert.match(out, /1 problem/);
    assert.deepEqual(notes, [
      'broken.ipynb: skipped: not a notebook: its JSON is broken',
      'empty.ipynb: skipped: an empty file and no notebook',
      'list.ipynb: skipped: not a notebook: it has no list of cells',
      'long.ipynb: skipped: its code is larger than 1 MB',
      'none.ipynb: a notebook without code cells',
      'r.ipynb: skipped: a notebook in R',
    ]);
  });

  it('reads the code of a notebook whose outputs are large', async () => {
    const image = { output_type: 'display_data', data: { 'image/png': 'A'.repeat(12 * 1024 * 1024) }, metadata: {} };
    const { out, notes } = await runInFolder({ 'a.ipynb': notebook({ ...code(client), outputs: [image, image] }, code(call)) }, ['check']);
    assert.match(out, /^a\.ipynb:cell 1:2:10/);
    assert.deepEqual(notes, []);
  });

  it('names the cell in a diagnosis', async () => {
    const { out } = await runInFolder({ 'a.ipynb': usual, 'error.txt': '429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization\'s rate limit of 50 requests per minute."}}' }, ['diagnose', 'error.txt', '--code', 'a.ipynb']);
    assert.match(out, /a\.ipynb:cell 3:2/);
  });
});
