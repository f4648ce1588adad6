/**
 * Which program printed what, in a text that several have written: the file that `tail` names above its lines, the service that Docker
 * Compose names before each. The function gives the name for a place of the text, and undefined where none is named.
 */
export function findPrograms(text: string): (index: number) => string | undefined {
  const files = [...text.matchAll(/^==> ([^\n]{1,200}) <==$/gm)].map(({ 1: name = '', index }) => ({ name, index }));
  return (index) => {
    const line = text.slice(text.lastIndexOf('\n', index - 1) + 1, index);
    return /^(?!(?:trace|debug|info|notice|warn(?:ing)?|err(?:or)?|fatal|critical)\b)([a-z][\w.-]{0,80}) {1,20}\| /i.exec(line.slice(0, longestName))?.[1] ?? files.findLast((file) => file.index < index)?.name;
  };
}

const longestName = 120;
