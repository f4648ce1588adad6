/** Why a key cannot be called so beside keys of other names, as a sentence for the user; undefined where it can. */
export function keyNameProblem(text: string, taken: readonly string[]): string | undefined {
  const name = text.trim();
  if (name === '') return 'Give it a name, such as work or private.';
  if (name.length > longest) return `A name has ${longest} characters at most.`;
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(name)) return 'A name has no control characters.';
  // Names are shown, keys never are.
  if (/sk-ant-|^sk-\w{16}/i.test(name)) return 'This looks like a key. Give it a name, such as work or private.';
  return taken.some((other) => other.toLowerCase() === name.toLowerCase()) ? 'There is a key of this name.' : undefined;
}

const longest = 40;
