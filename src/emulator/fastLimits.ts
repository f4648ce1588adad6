import { effectiveLimits, type EmulatorLimits } from './limits';

/** The limits of fast mode, tokens per minute. No source says how large they are: a tenth of the regular ones where none are set. */
export function fastLimits(limits: EmulatorLimits): Required<NonNullable<EmulatorLimits['fast']>> {
  const { itpm, otpm } = effectiveLimits(limits);
  return { itpm: Math.ceil(itpm / 10), otpm: Math.ceil(otpm / 10), ...limits.fast };
}
