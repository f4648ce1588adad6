/** Where the statements of a block of Python begin. */
export interface BlockStart {
  /** After the line that ends its head. */
  readonly offset: number;
  readonly indent: string;
}

/** The start of the block of an `except` whose types end at an offset; undefined where it goes on in the line of its head. `end` is that of the block, where it is known. */
export function handlerBody(typesEnd: number, text: string, end?: number): BlockStart | undefined {
  const head = /^[\s),]*(?:as\s+\w+\s*)?:[ \t]*(?:#.*)?\r?\n/.exec(text.slice(typesEnd, end));
  if (!head) return undefined;
  const offset = typesEnd + head[0].length;
  const indent = /^(?:[ \t]*(?:#.*)?\r?\n)*([ \t]+)\S/.exec(text.slice(offset, end))?.[1];
  return indent === undefined ? undefined : { offset, indent };
}
