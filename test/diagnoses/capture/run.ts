// `npm run captures` writes test/diagnoses/storms.jsonl anew: failures of the emulator, as real SDKs and frameworks print them.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { scenarios } from '../../../src/emulator/scenarios';
import type { Scenario } from '../../../src/emulator/scenarios/scenario';
import { startEmulator } from '../../../src/emulator/server';
import { installNode } from '../../support/installNode';
import { findPython, setUpPython } from '../../support/python';
import type { Piece } from '../piece';

const models = path.join(__dirname, '..', '..', 'models');

/** A way to call, and whether what it prints shows the response's headers. */
interface Caller {
  readonly name: string;
  readonly shows: 'headers' | 'message';
  readonly command: (mode: 'stream' | 'whole', extra: string) => readonly string[];
}

/** What a request needs to meet a scenario. */
const extras: Readonly<Record<string, object>> = { 'batch-queue': { path: '/v1/messages/batches' }, 'fast-mode-limit': { speed: 'fast' } };

/** Causes that headers tell and the message does not: without them another answer is all that an expert could give. */
const byHeaders: Readonly<Record<string, readonly string[]>> = {
  burst: ['requests-per-minute'],
  'never-fits': ['input-tokens-per-minute'],
  'workspace-limit': ['input-tokens-per-minute', 'output-tokens-per-minute'],
  'fast-mode-limit': ['input-tokens-per-minute', 'cannot-tell'],
  'priority-capacity': ['input-tokens-per-minute', 'cannot-tell'],
  'subscription-limit': ['cannot-tell'],
};

function callers(python: string, go: string | undefined): readonly Caller[] {
  const script = (file: string, name: string) => (mode: string, extra: string) => [process.execPath, path.join(__dirname, file), name, mode, extra];
  // Run from the folder of the models, whose packages it then finds.
  const framework = (name: string) => (mode: string, extra: string) => [process.execPath, '--input-type=module', '-e', readFileSync(path.join(__dirname, 'frameworks.mjs'), 'utf8'), name, mode, extra];
  const py = (file: string, name: string) => (mode: string, extra: string) => [python, path.join(__dirname, file), name, mode, extra];
  return [
    ...(['uncaught', 'dumped', 'headers', 'json', 'retried'] as const).map((form): Caller => ({ name: `@anthropic-ai/sdk 1.13.0, ${form}`, shows: 'headers', command: script('sdk.mjs', form) })),
    { name: '@anthropic-ai/sdk 1.13.0, message', shows: 'message', command: script('sdk.mjs', 'message') },
    ...(['traceback', 'repr', 'logged'] as const).map((form): Caller => ({ name: `anthropic (Python) 2.13.0, ${form}`, shows: 'message', command: py('sdk.py', form) })),
    { name: 'anthropic (Python) 2.13.0, headers', shows: 'headers', command: py('sdk.py', 'headers') },
    ...(['langchain', 'litellm', 'pydantic-ai'] as const).map((name): Caller => ({ name: `${name} (Python)`, shows: 'message', command: py('frameworks.py', name) })),
    { name: 'requests (Python)', shows: 'headers', command: py('frameworks.py', 'requests') },
    ...(['langchain', 'ai', 'axios'] as const).map((name): Caller => ({ name: `${name} (JavaScript)`, shows: name === 'langchain' ? 'message' : 'headers', command: framework(name) })),
    { name: 'curl', shows: 'headers', command: (mode) => ['curl', '-sv', '--no-buffer', '-H', 'x-api-key: key', '-H', 'anthropic-version: 2023-06-01', '-H', 'content-type: application/json', '-d', JSON.stringify({ model: 'claude-sonnet-4-6', max_tokens: 16, stream: mode === 'stream', messages: [{ role: 'user', content: 'Hi' }] }), '{url}/v1/messages'] },
    ...(go === undefined ? [] : [{ name: 'anthropic-sdk-go', shows: 'message' as const, command: (mode: string) => [go, mode, 'Hi'] }]),
  ];
}

async function capture(scenario: Scenario, caller: Caller): Promise<Piece | undefined> {
  const isSdk = /^(?:@anthropic-ai|anthropic \(Python\))/.test(caller.name);
  if (extras[scenario.id] !== undefined && !isSdk) return undefined;
  const emulator = await startEmulator({ scenario: { ...scenario, faults: scenario.faults.map((fault) => ({ ...fault, times: undefined })) }, seed: 429 });
  try {
    const mode = scenario.id === 'stream-error' ? 'stream' : 'whole';
    const text = neutral(await printed(caller.command(mode, JSON.stringify(extras[scenario.id] ?? {})).map((part) => part.replace('{url}', emulator.url)), emulator.url), emulator.url);
    if (!emulator.requests.some(({ status, reason }) => (status ?? 500) >= 400 || reason !== undefined) || text.trim() === '') return undefined;
    const also = caller.shows === 'headers' ? [] : (byHeaders[scenario.id] ?? []);
    return {
      id: `storm-${scenario.id}-${caller.name.replace(/ \d[\d.]*/g, '').replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '').toLowerCase()}`,
      source: `emulator: ${scenario.id}, through ${caller.name}`,
      cause: scenario.id,
      ...(also.length > 0 && { also }),
      why: also.length > 0 ? 'So the emulator answered; the headers that tell it apart are not printed' : 'So the emulator answered',
      text,
      set: 'storm',
    };
  } finally {
    await emulator.close();
  }
}

function printed([file = '', ...args]: readonly string[], url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: models, env: { ...process.env, ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: 'key', LITELLM_LOCAL_MODEL_COST_MAP: 'True', NO_COLOR: '1' } });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    child.on('error', reject).on('close', () => resolve(text));
  });
}

const project = path.resolve(__dirname, '..', '..', '..');

/** Without the places of a machine, and cut to what a report shows: its beginning and its end. */
function neutral(text: string, url: string): string {
  const plain = text
    .replaceAll(url, 'https://api.anthropic.com')
    .replaceAll(new URL(url).host, 'api.anthropic.com')
    .replaceAll(path.join(project, 'test', 'models'), '/home/me/app')
    .replaceAll(path.join(project, 'test', 'diagnoses', 'capture'), '/home/me/app')
    .replace(/(?:file:\/\/)?\/[^\s"'():]{0,200}\/(site-packages|node_modules)\//g, '/home/me/app/$1/')
    .replaceAll(project, '/home/me/app')
    .replace(/\/[^\s"']{0,100}\/python3\.\d+\//g, '/usr/lib/python3/')
    .replace(/sk-ant-[\w-]+/g, 'key');
  return plain.length <= longest ? plain : `${plain.slice(0, longest / 3)}\n[...]\n${plain.slice((-2 * longest) / 3)}`;
}

const longest = 5400;

function buildGo(): string | undefined {
  const file = path.join(project, 'out', 'capture-go');
  const { status } = spawnSync('go', ['build', '-o', file, '.'], { cwd: path.join(__dirname, 'go') });
  return status === 0 ? file : undefined;
}

async function main(): Promise<void> {
  installNode(models);
  const command = findPython();
  if (command === undefined) throw new Error('The captures need Python 3.');
  const python = setUpPython(command, 'python-models', path.join(models, 'requirements.txt'));
  const pieces: Piece[] = [];
  for (const scenario of scenarios) {
    const captured = await Promise.all(callers(python, buildGo()).map((caller) => capture(scenario, caller)));
    pieces.push(...captured.filter((piece) => piece !== undefined));
  }
  writeFileSync(path.join(__dirname, '..', 'storms.jsonl'), pieces.map((piece) => `${JSON.stringify(piece)}\n`).join(''));
  console.log(`${pieces.length} pieces`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
