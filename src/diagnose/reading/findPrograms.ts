/**
 * Which program printed what, in a text that several have written: the file that `tail` names above its lines, the service that Docker
 * Compose names before each, the pod that `kubectl logs --prefix` does, without what tells it from others of its deployment. The function gives the name for a place of the text, and undefined where none is named; it must be asked in
 * rising order. Linear in the text.
 */
export function findPrograms(text: string): (index: number) => string | undefined {
  const places = [...text.matchAll(named)].map(({ 1: file, 2: deployment, 3: service = '', index }) => ({ name: file ?? deployment ?? service, index, end: file === undefined ? lineEnd(text, index) : Infinity }));
  let at = -1;
  return (index) => {
    while ((places[at + 1]?.index ?? Infinity) <= index) at++;
    const place = places[at];
    return place && index < place.end ? place.name : undefined;
  };
}

/** A level of a log stands before a bar, too. */
const named = /^(?:==> ([^\n]{1,200}) <==$|\[pod\/([a-z\d-]{1,80}?)(?:-[a-z\d]{6,10}-[a-z\d]{5})?\/|(?!(?:trace|debug|info|notice|warn(?:ing)?|err(?:or)?|fatal|critical)\b)([a-z][\w.-]{0,80}) {1,20}\| )/gim;

function lineEnd(text: string, index: number): number {
  const end = text.indexOf('\n', index);
  return end < 0 ? text.length : end;
}
