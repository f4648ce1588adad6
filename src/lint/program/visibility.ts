import { isExported } from './exported';
import type { FileView } from './fileView';

/** The files in which a name of a file, or a method of one of its classes, can be called: its own and those that import it. */
export function filesSeeing(file: FileView, name: string): readonly FileView[] {
  if (!file.program || file.path === undefined) return [file];
  const isMember = !file.names.has(name);
  if (!isMember && !isExported(file, name)) return [file];
  // Whoever imports the default gives it a name of their own.
  const renamed = file.exports.has('default') || file.exports.has('=') || exportedAs(file, name).size > 2;
  return [file, ...file.program.importersOf(file, renamed ? undefined : name)];
}

/** What `other` calls a name of `file`: the name itself, and the names it gives to what it imports under that name or as the default. */
export function namesSeeing(other: FileView, file: FileView, name: string): readonly string[] {
  if (other === file) return [name];
  const aliases = exportedAs(file, name);
  const locals = [...other.imports.values()].flat().filter((fact) => fact.name !== '*' && fact.local !== name && aliases.has(fact.name));
  return [name, ...new Set([...locals.map(({ local }) => local), ...required(other, aliases)].filter((local) => local !== name))];
}

/** The names that CommonJS gives to a module or to what it takes out of it: `const question = require('./ask')`. */
function required({ calls }: FileView, aliases: ReadonlySet<string>): readonly string[] {
  return (calls.get('require') ?? []).flatMap(({ chunk, call }) =>
    (chunk.index.callNames.get(call) ?? []).flatMap(({ name, path: [taken] }) => (taken === undefined || aliases.has(taken) ? [name] : [])),
  );
}

function exportedAs(file: FileView, name: string): ReadonlySet<string> {
  const named = [...file.exports.values()].flat().filter(({ fact: { value } }) => value?.kind === 'name' && value.name === name);
  return new Set([name, 'default', ...named.map(({ fact }) => fact.name)]);
}
