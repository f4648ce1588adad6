import path from 'node:path';
import { addresses } from '../../models/runUnder';

/** Where the interpreters and what was built for the captures are. */
export interface Tools {
  readonly python: string;
  /** Python's own library. */
  readonly library: string;
  /** The folder of what is built: the program in Go, and the classes and libraries of Java. */
  readonly built: string;
}

const programs = path.join(__dirname, 'programs');

/** The command line and the variables of a capture: `NAME=value program what form`. */
export function commandOf(words: readonly string[], url: string, tools: Tools): { readonly command: readonly string[]; readonly variables: Readonly<Record<string, string>> } {
  const start = words.findIndex((word) => !word.includes('='));
  const [program = '', ...rest] = words.slice(start);
  const variables = { ...addresses(url), LITELLM_LOCAL_MODEL_COST_MAP: 'True', ...Object.fromEntries(words.slice(0, start).map((word) => word.split('=') as [string, string])) };
  // Vercel's provider leaves `/v1` to the address.
  const own = program === 'ai.mjs' ? { ...variables, ANTHROPIC_BASE_URL: `${url}/v1` } : variables;
  return { command: commandLine(program, rest, { ...tools, url }), variables: own };
}

function commandLine(program: string, rest: readonly string[], { url, python, built }: Tools & { readonly url: string }): readonly string[] {
  if (program === 'go') return [path.join(built, 'ask'), ...rest];
  if (program === 'java') return ['java', '-cp', [path.join(built, 'java', 'classes'), path.join(built, 'java', 'lib', '*')].join(path.delimiter), 'Ask', ...rest];
  if (program === 'curl') return curl(rest[0] ?? '', `${url}/v1/messages`);
  if (program === 'httpie') return [path.join(path.dirname(python), 'http'), '--ignore-stdin', '--print=HhBb', '--pretty=format', 'POST', `${url}/v1/messages`, 'x-api-key:my-key', 'anthropic-version:2023-06-01', 'model=claude-sonnet-5', 'max_tokens:=1024', 'messages:=[{"role":"user","content":"Hello"}]'];
  if (program.endsWith('.py')) return [python, path.join(programs, program), ...rest];
  return [process.execPath, path.join(programs, program), ...rest];
}

const shown: Readonly<Record<string, readonly string[]>> = { verbose: ['-sS', '-v'], headers: ['-sS', '-i'], body: ['-sS'], stream: ['-sS', '-N'], token: ['-sS', '-i'] };

function curl(form: string, url: string): readonly string[] {
  const credential = form === 'token' ? 'authorization: Bearer token' : 'x-api-key: my-key';
  const body = { model: 'claude-sonnet-5', max_tokens: 1024, ...(form === 'stream' && { stream: true }), messages: [{ role: 'user', content: 'Hello' }] };
  return ['env', '-u', 'no_proxy', '-u', 'NO_PROXY', 'curl', ...(shown[form] ?? []), url, '-H', credential, '-H', 'anthropic-version: 2023-06-01', '-H', 'content-type: application/json', '-d', JSON.stringify(body)];
}
