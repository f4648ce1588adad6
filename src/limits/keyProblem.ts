/** Why a text cannot be a key that test pings are sent with, as a sentence for the user; undefined where it may be one. It never repeats the text. */
export function keyProblem(text: string): string | undefined {
  const key = text.trim();
  if (key === '') return 'Paste an API key of the Claude Console.';
  if (/\s/.test(key)) return 'An API key has no spaces.';
  // A header cannot hold them; "…" and "•" come from a page that shows a part of a key only.
  if (/[^!-~]/.test(key)) return 'An API key has plain letters, digits and dashes only. This one may be shortened: copy it whole.';
  if (/^["'`]|["'`]$/.test(key)) return 'Paste the API key without quotes.';
  if (/^(?:[A-Za-z_]\w*=|bearer:)/i.test(key)) return 'Paste the API key alone, without the name of a variable.';
  return others.find(({ start }) => start.test(key))?.sentence;
}

/** Keys for something else. A gateway may have keys of any other look. */
const others: readonly { readonly start: RegExp; readonly sentence: string }[] = [
  { start: /^sk-ant-admin/i, sentence: 'This is an admin key, which cannot send messages. Paste an API key.' },
  // The API takes it as `authorization: Bearer` only, as the SDKs send that variable.
  { start: /^sk-ant-(?:oat|ort)/i, sentence: 'This is an OAuth token, not an API key. Paste an API key, or start VS Code with the token in ANTHROPIC_AUTH_TOKEN.' },
  { start: /^sk-(?:proj|svcacct|admin)-/i, sentence: 'This is a key of OpenAI. Paste an API key of the Claude Console.' },
  { start: /^AIza/, sentence: 'This is a key of Google. Paste an API key of the Claude Console.' },
  { start: /^A[KS]IA[A-Z0-9]{16}$/, sentence: 'This is an access key of AWS. Paste an API key of the Claude Console.' },
  { start: /^(?:gh[pousr]_|github_pat_)/, sentence: 'This is a token of GitHub. Paste an API key of the Claude Console.' },
];
