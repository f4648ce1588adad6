import type { Repair, RepairGoal, Repairs, Write } from '../policy/layer';

/** A repair in the making: the name of each option, if it has one, with what is written for it; `undefined` where it cannot be written. */
export interface Draft {
  readonly writes: readonly (readonly [option: string, write: Write | undefined])[];
  readonly safe: boolean;
}

/** The repairs of a layer, without those that cannot be written in full or that have nothing to write. */
export function repairsOf(drafts: Partial<Record<RepairGoal, Draft | undefined>>): { readonly repairs?: Repairs } {
  const repairs = Object.entries<Draft | undefined>(drafts).flatMap(([goal, draft]) => {
    const repair = draft && finished(draft);
    return repair ? [[goal, repair] as const] : [];
  });
  return repairs.length > 0 ? { repairs: Object.fromEntries(repairs) } : {};
}

function finished({ writes, safe }: Draft): Repair | undefined {
  const known = writes.flatMap(([option, write]) => (write ? [{ option, write }] : []));
  if (known.length === 0 || known.length < writes.length) return undefined;
  return { options: [...new Set(known.map(({ option }) => option).filter((option) => option !== ''))], writes: known.map(({ write }) => write), safe };
}
