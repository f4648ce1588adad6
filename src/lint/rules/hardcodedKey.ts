import { type Rule, docsUrl } from './rule';

export const hardcodedKey: Rule = {
  id: 'hardcoded-key',
  severity: 'error',
  title: 'An API key stands in the code',
  why: 'Whoever can read the code can spend with the key: it goes along with every clone, package and screenshot, and stays in the history after it is taken out. Keys in files of an editor’s workspace have been found and reported by scanners again and again (cody #2924).',
  examples: [
    { language: 'ts', bad: "const client = new Anthropic({ apiKey: 'sk-ant-...' });", good: 'const client = new Anthropic(); // reads ANTHROPIC_API_KEY' },
    { language: 'python', bad: 'client = Anthropic(api_key="sk-ant-...")', good: 'client = Anthropic()  # reads ANTHROPIC_API_KEY' },
  ],
  off: 'Never for a key that works. One that was revoked can be replaced by a placeholder.',
  docsUrl: docsUrl('hardcoded-key'),
  checkFile: ({ keys }) => keys.map((span) => ({ span, message: 'An API key stands in the code, where whoever reads it can use it: take it from the environment, and revoke this one.' })),
};
