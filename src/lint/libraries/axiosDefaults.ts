import type { CallRef, Chunk, FileView } from '../program/fileView';
import type { Place } from '../program/place';

/** Something that is set on an instance after it was made: `client.defaults.headers.common['anthropic-version'] = …` has the path `.headers.common`. */
interface Default {
  readonly path: string;
  readonly key: string;
  readonly place: Place;
}

/** The defaults that are set on axios itself (`made` absent) or on one instance, the last one first. */
export function axiosDefaults(from: FileView, made: CallRef | undefined): readonly Default[] {
  const file = made?.chunk.file ?? from;
  const names = made ? namesOf(made) : [...file.imports.entries()].filter(([, facts]) => facts.some(({ module }) => module === 'axios')).map(([name]) => name);
  return file.chunks.flatMap((chunk) => entriesIn(chunk, names)).toReversed();
}

function entriesIn(chunk: Chunk, names: readonly string[]): readonly Default[] {
  return chunk.facts.entries.flatMap(({ target, key, value, region }) => {
    const owner = names.find((name) => target === `${name}.defaults` || target.startsWith(`${name}.defaults.`));
    if (owner === undefined || key === undefined) return [];
    return [{ path: target.slice(`${owner}.defaults`.length), key, place: { chunk, region, expr: value } }];
  });
}

/** The variables and fields that a call's result is put into. */
function namesOf({ chunk, call }: CallRef): readonly string[] {
  return chunk.facts.bindings
    .filter(({ value }) => value?.kind === 'call' && chunk.facts.calls[value.call] === call)
    .map(({ name, cls }) => (cls === undefined ? name : `this.${name}`));
}
