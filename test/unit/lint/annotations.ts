/** `expect: <rule>`, `ok: <rule>`, `todo: <rule>`, `call: <api> <state>` and `fan: <kind> [<limit>]` in the comments of a text, each with the number of its line. */
export function annotationsIn(text: string, kind: 'expect' | 'ok' | 'todo' | 'call' | 'fan'): readonly string[] {
  const words = kind === 'call' ? '(?:(?:POST|GET|DELETE) )?[^ ]+ \\w+' : kind === 'fan' ? '\\w+(?: \\d+)?' : '[\\w-]+';
  return text.split(/\r?\n/).flatMap((line, index) => [...line.matchAll(new RegExp(`(?://|#|/\\*|,) ${kind}: (${words})`, 'g'))].map(([, what]) => `${index + 1} ${what ?? ''}`));
}
