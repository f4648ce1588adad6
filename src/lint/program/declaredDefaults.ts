import { type CallRef, type FunctionRef, calleeName } from './fileView';
import { type Place, placeIn } from './place';
import type { Value } from './value';

/** What a class or a command declares a field with, by module: the default is the first argument, or has a name. */
const declarers: Readonly<Record<string, ReadonlySet<string>>> = {
  dataclasses: new Set(['field']),
  attr: new Set(['ib', 'attrib', 'field']),
  attrs: new Set(['field']),
  pydantic: new Set(['Field']),
  sqlmodel: new Set(['Field']),
  typer: new Set(['Option', 'Argument']),
  fastapi: new Set(['Query', 'Body', 'Form', 'Header']),
};

/** `Field("claude-…")`, `field(default=…)`, `typer.Option("claude-…")`: what the field or parameter is where nobody says otherwise. */
export function fieldDefault(callee: Value, ref: CallRef): Place | undefined {
  if (callee.kind !== 'symbol') return undefined;
  const name = callee.path.at(-1) ?? '';
  if (declarers[callee.module.split('.')[0] ?? '']?.has(name) !== true) return undefined;
  const named = argument(ref, 'default');
  if (named) return named;
  const [first] = ref.call.args;
  return first && first.name === undefined && !first.spread && name !== 'field' ? placeIn(ref, first.value) : undefined;
}

/** `args.model` of argparse: the defaults that `add_argument("--model", default=…)` gives in the file of the parser; none for anything else. */
export function argumentDefaults(parsed: Value, name: string): readonly Place[] {
  if (parsed.kind !== 'result' || parsed.callee.kind !== 'result') return [];
  const method = [...parsed.callee.path, ...parsed.path].join('.');
  if (method !== 'parse_args' && method !== 'parse_known_args.0') return [];
  const parser = parsed.callee.callee;
  if (parser.kind !== 'symbol' || parser.path.at(-1) !== 'ArgumentParser') return [];
  return (parsed.of.chunk.file.calls.get('add_argument') ?? []).flatMap((ref) => (destinationOf(ref) === name ? (argument(ref, 'default') ?? []) : []));
}

/** `@click.option("--model", default=…)`: what a command's parameter is where the command line says nothing. */
export function optionDefaults({ chunk, fn }: FunctionRef, name: string): readonly Place[] {
  return fn.decorators.flatMap((decorator) => {
    const call = decorator.kind === 'call' ? chunk.facts.calls[decorator.call] : undefined;
    if (!call || !['option', 'argument'].includes(calleeName(call) ?? '')) return [];
    const ref = { chunk, call };
    return destinationOf(ref) === name ? (argument(ref, 'default') ?? []) : [];
  });
}

/** The name under which a declared argument is found: of `"-m", "--model-name"` that is `model_name`. */
function destinationOf(ref: CallRef): string | undefined {
  const texts = ref.call.args.flatMap(({ name, value }) => (name === undefined && value.kind === 'string' ? [value.value] : []));
  const dest = argument(ref, 'dest')?.expr;
  if (dest?.kind === 'string') return dest.value;
  const long = texts.find((text) => text.startsWith('--')) ?? texts[0];
  return long?.replace(/^-+/, '').replaceAll('-', '_');
}

function argument(ref: CallRef, name: string): Place | undefined {
  const arg = ref.call.args.find((one) => one.name === name);
  return arg && placeIn(ref, arg.value);
}
