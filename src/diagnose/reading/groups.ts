import type { ErrorGroup } from '../evidence';
import { copied } from './copied';
import type { ErrorRecord } from './errorRecord';

/** Counts errors by kind. */
export interface Groups {
  add(record: ErrorRecord): void;
  /** The newest kind first. */
  list(): readonly ErrorGroup[];
}

/** Makes an empty count. It keeps the newest kinds where there are very many. */
export function createGroups(): Groups {
  const groups = new Map<string, ErrorGroup>();
  return {
    add: ({ status, type, code, message }) => {
      const key = [status, type, code, message?.slice(0, 160).replace(/\d+/g, '#')].join('|');
      const count = (groups.get(key)?.count ?? 0) + 1;
      groups.delete(key);
      groups.set(copied(key), copied({
        ...(status !== undefined && { status }),
        ...(type !== undefined && { errorType: type }),
        ...(code !== undefined && { errorCode: code }),
        ...(message !== undefined && { message }),
        count,
      }));
      const [oldest] = groups.keys();
      if (groups.size > mostGroups && oldest !== undefined) groups.delete(oldest);
    },
    list: () => [...groups.values()].reverse(),
  };
}

const mostGroups = 500;
