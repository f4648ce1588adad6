import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The library that prints, with its version, of a capture's words. */
export function libraryOf(words: readonly string[]): string {
  const start = words.findIndex((word) => !word.includes('='));
  const [program = '', call = ''] = words.slice(start);
  if (words.includes('SDK=anthropic-sdk-0')) return `@anthropic-ai/sdk ${/@([\d.]+)$/.exec(packages['anthropic-sdk-0'] ?? '')?.[1] ?? ''}`;
  const name = libraries[`${program} ${call}`] ?? libraries[program] ?? program;
  return name
    .split(' + ')
    .map((part) => `${part} ${versionOf(part)}`.trim())
    .join(' + ');
}

/** By program, and by what it does where it uses several. */
const libraries: Readonly<Record<string, string>> = {
  'ask.mjs': '@anthropic-ai/sdk',
  'jobs.mjs': '@anthropic-ai/sdk',
  'retry.mjs': 'p-retry + @anthropic-ai/sdk',
  'ai.mjs': 'ai + @ai-sdk/anthropic',
  'langchain.mjs': '@langchain/anthropic',
  'llamaindex.mjs': '@llamaindex/anthropic',
  'http.mjs': 'fetch of Node',
  'http.mjs axios': 'axios',
  'clouds.mjs bedrock': '@anthropic-ai/bedrock-sdk',
  'clouds.mjs vertex': '@anthropic-ai/vertex-sdk',
  'clouds.mjs aws': '@aws-sdk/client-bedrock-runtime',
  'ask.py': 'anthropic',
  'tenacity_over_sdk.py': 'tenacity + anthropic',
  'langchain_ask.py': 'langchain-anthropic',
  'litellm_ask.py': 'litellm',
  'agents.py instructor': 'instructor',
  'agents.py pydantic-ai': 'pydantic-ai-slim',
  'http_ask.py requests': 'requests',
  'http_ask.py httpx': 'httpx',
  'http_ask.py aiohttp': 'aiohttp',
  'clouds.py boto3': 'boto3',
  'clouds.py bedrock': 'anthropic',
  'clouds.py vertex': 'anthropic',
  go: 'anthropic-sdk-go',
  java: 'anthropic-java',
};

const read = (name: string) => readFileSync(path.join(__dirname, name), 'utf8');
const packages = (JSON.parse(read('package.json')) as { readonly dependencies: Readonly<Record<string, string>> }).dependencies;

function versionOf(name: string): string {
  const python = new RegExp(`^${name}(?:\\[[^\\]]*\\])?==(\\S+)$`, 'm').exec(read('requirements.txt'));
  const java = name === 'anthropic-java' ? /<artifactId>anthropic-java<\/artifactId>\s*<version>([^<]+)/.exec(read('java/pom.xml')) : null;
  const go = name === 'anthropic-sdk-go' ? /anthropic-sdk-go v(\S+)/.exec(read('go/go.mod')) : null;
  return packages[name] ?? python?.[1] ?? java?.[1] ?? go?.[1] ?? '';
}
