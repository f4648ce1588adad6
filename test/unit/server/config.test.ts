import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-protocol/node';
import { type TestServer, startServer } from './startServer';

const unretried = "import Anthropic from '@anthropic-ai/sdk';\nconst claude = new Anthropic({ maxRetries: 0 });\nexport const ask = () => claude.messages.create({ model: 'claude-sonnet-5', max_tokens: 1, messages: [] });\n";
const { Warning, Information, Hint } = DiagnosticSeverity;

describe('headroom.config.json in the editor', () => {
  let folder = '';
  let server: TestServer;
  const uri = (name: string) => `file://${folder}/${name}`;
  const write = (name: string, value: unknown) => writeFileSync(path.join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
  const levels = async (name: string) => (await server.diagnostics(uri(name))).map(({ severity }) => severity);
  /** Resolves once the server has asked for the diagnostics anew. */
  const changed = async (name: string, type: 1 | 2 | 3) => {
    const asked = server.refreshed();
    await server.filesChanged([{ uri: uri(name), type }]);
    await asked;
  };
  const start = async (settings: unknown) => {
    server = await startServer({ folder, settings });
    await server.open(uri('src/a.ts'), unretried);
  };
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'headroom-config-'));
    mkdirSync(path.join(folder, 'src'));
    write('src/a.ts', unretried);
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('wins over the settings for the rules that it names, and leaves them the others', async () => {
    write('headroom.config.json', { rules: { 'weak-retry': 'off' } });
    await start({ rules: { 'unretried-call': 'information' } });
    assert.deepEqual(await levels('src/a.ts'), [Information]);
    write('headroom.config.json', { rules: { 'unretried-call': 'hint' } });
    await changed('headroom.config.json', 2);
    assert.deepEqual(await levels('src/a.ts'), [Hint]);
    await server.configure({ enable: false });
    assert.deepEqual(await levels('src/a.ts'), []);
  });

  it('counts as soon as it comes, changes or goes, also a nearer one', async () => {
    await start({});
    const steps: readonly (readonly [() => void, string, 1 | 2 | 3, readonly DiagnosticSeverity[]])[] = [
      [() => write('headroom.config.json', { rules: { 'unretried-call': 'off' } }), 'headroom.config.json', 1, []],
      [() => write('src/headroom.config.json', {}), 'src/headroom.config.json', 1, [Warning]],
      [() => rmSync(path.join(folder, 'src/headroom.config.json')), 'src/headroom.config.json', 3, []],
      [() => write('headroom.config.json', { exclude: ['b.ts'] }), 'headroom.config.json', 2, [Warning]],
      [() => write('headroom.config.json', { exclude: ['src/'] }), 'headroom.config.json', 2, []],
    ];
    assert.deepEqual(await levels('src/a.ts'), [Warning]);
    for (const [change, name, type, expected] of steps) {
      change();
      await changed(name, type);
      assert.deepEqual(await levels('src/a.ts'), expected);
    }
  });

  it('shows its own problems where they stand, until they are repaired, and what it says besides counts', async () => {
    const shown = async () => {
      const { uri: at, diagnostics } = await server.published();
      return [at, diagnostics.map(({ range, message }: Diagnostic) => `${range.start.line}:${range.start.character} ${typeof message === 'string' ? message.slice(0, 30) : ''}`)];
    };
    write('headroom.config.json', '{\n  "rules": { "unretried-call": "hint", "no-such": "off" }\n}\n');
    await start({});
    assert.deepEqual(await levels('src/a.ts'), [Hint]);
    assert.deepEqual(await shown(), [uri('headroom.config.json'), ['1:39 There is no rule "no-such". Ru']]);
    write('headroom.config.json', '{\n');
    await changed('headroom.config.json', 2);
    assert.deepEqual(await levels('src/a.ts'), [Warning]);
    assert.deepEqual(await shown(), [uri('headroom.config.json'), []]);
    assert.deepEqual(await shown(), [uri('headroom.config.json'), ['1:0 This is no JSON: expected }.']]);
    rmSync(path.join(folder, 'headroom.config.json'));
    await changed('headroom.config.json', 3);
    assert.deepEqual(await shown(), [uri('headroom.config.json'), []]);
  });

  it('decides what the inventory of the workspace holds', async () => {
    write('src/b.ts', unretried);
    write('src/c.ts', unretried);
    write('headroom.config.json', { exclude: ['src/a.ts', 'src/c.ts'], rules: { 'unretried-call': 'off' } });
    await start({});
    const { calls } = await server.calls();
    assert.deepEqual(calls.map(({ file, findings }) => [file, findings.length]), [['src/b.ts', 0]]);
  });
});
