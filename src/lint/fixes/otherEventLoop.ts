import type { FileView } from '../program/fileView';

/** True for a Python file whose async functions may run in another event loop than asyncio's. */
export function otherEventLoop({ imports }: FileView): boolean {
  return [...imports.values()].some((facts) => facts.some(({ module }) => /^(?:trio|anyio|curio)(?:\.|$)/.test(module)));
}
