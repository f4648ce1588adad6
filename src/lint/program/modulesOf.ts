import type { FileView } from './fileView';

/** The modules that a file imports, as it writes them, by `import` and by `require`. */
export function modulesOf(file: FileView): readonly string[] {
  return [...new Set([...[...file.imports.values()].flat().map(({ module }) => module), ...required(file)])];
}

/** The modules that a file imports, and then those that files near it import which call Claude as well: a lock file also names what others depend on. */
export function modulesNear(file: FileView): readonly string[] {
  return [...new Set([file, ...(file.program?.claudeFiles(file) ?? [])].flatMap(modulesOf))];
}

/** A file, those near it that mention Claude, and those of the program that any of them imports. */
export function filesAround(file: FileView): readonly FileView[] {
  const around = [file, ...(file.program?.claudeFiles(file) ?? [])];
  return [...new Set([...around, ...around.flatMap((one) => modulesOf(one).flatMap((module) => one.program?.moduleOf(one, module) ?? []))])];
}

/** Those of `require`. */
export function required({ calls }: FileView): readonly string[] {
  return (calls.get('require') ?? []).flatMap(({ call: { args: [first] } }) => (first?.value.kind === 'string' ? [first.value.value] : []));
}
