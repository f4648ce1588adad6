import type { FileView } from './fileView';

/** The modules that a file imports, as it writes them, by `import` and by `require`. */
export function modulesOf(file: FileView): readonly string[] {
  return [...new Set([...[...file.imports.values()].flat().map(({ module }) => module), ...required(file)])];
}

/** Those of `require`. */
export function required({ calls }: FileView): readonly string[] {
  return (calls.get('require') ?? []).flatMap(({ call: { args: [first] } }) => (first?.value.kind === 'string' ? [first.value.value] : []));
}
