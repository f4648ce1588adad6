import type { CallRef } from '../program/fileView';
import type { Value } from '../program/value';

export interface AxiosClient {
  /** The call that made the instance; absent for axios itself. */
  readonly made?: CallRef;
  /** True for an instance of which only the type is known. */
  readonly typed: boolean;
  readonly path: readonly string[];
}

/** Whether what is put on one is on the other. */
export function isSameClient(one: AxiosClient, other: AxiosClient): boolean {
  return one.made?.call === other.made?.call && one.typed === other.typed;
}

/** axios itself or an instance of it, and what is read off it. */
export function axiosClient(value: Value): AxiosClient | undefined {
  if (value.kind === 'symbol') return value.module === 'axios' ? { path: withoutDefault(value.path), typed: false } : undefined;
  if (value.kind === 'typed') return value.type.kind === 'symbol' && value.type.module === 'axios' && types.has(value.type.path.at(-1) ?? '') ? { path: value.path, typed: true } : undefined;
  if (value.kind !== 'result' || value.callee.kind !== 'symbol' || value.callee.module !== 'axios') return undefined;
  return value.callee.path.at(-1) === 'create' ? { made: value.of, path: value.path, typed: false } : undefined;
}

function withoutDefault(path: readonly string[]): readonly string[] {
  return path.filter((name) => name !== 'default' && name !== 'axios');
}

/** Annotations of an instance, which says nothing of how it was made. */
const types = new Set(['AxiosInstance', 'Axios', 'AxiosStatic']);
