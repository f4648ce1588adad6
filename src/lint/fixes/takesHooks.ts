import { isAtLeast } from '../libraries/versions';
import type { FileView } from '../program/fileView';

/** `client.d.ts`: 0.100.1 has no middleware, 0.101.0 has; `__init__.py`: anthropic 0.26.0 has `DefaultHttpxClient`. */
const since: Readonly<Record<string, string>> = { '@anthropic-ai/sdk': '0.101.0', anthropic: '0.26.0' };

/** Whether the clients of an SDK let a function look at each answer: by a middleware, or by an event hook of httpx. A version that is not known counts as one of today. */
export function takesHooks(library: string, file: FileView): boolean {
  const first = since[library];
  return first !== undefined && isAtLeast(file.program?.versionOf(file, library), first) !== false;
}
