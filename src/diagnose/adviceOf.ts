import type { Diagnosis } from './diagnose';

/** What to do, the most useful first and none twice: what ends the traffic that drives to the limit, then what the limit itself asks for. Markdown of the project's own. */
export function adviceOf({ causes: [first], drivers }: Pick<Diagnosis, 'causes' | 'drivers'>): readonly string[] {
  const [likely, possible] = [drivers.filter(({ confidence }) => confidence !== 'low'), drivers.filter(({ confidence }) => confidence === 'low')];
  return [...new Set([...likely, ...(first ? [first] : []), ...possible].flatMap(({ advice }) => advice))];
}
