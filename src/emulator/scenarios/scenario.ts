import type { Fault } from '../faults';
import type { EmulatorLimits } from '../limits';

/** A failure to rehearse, named by the cause that a diagnosis of it has; plain JSON. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** What the program meets, in a sentence or two. */
  readonly about: string;
  /** The service fails a few times and then answers, so that a program that does right gets through. Else no retry helps, and the program has to stop and say so. */
  readonly isSurvivable: boolean;
  /** Limits that differ from the Start tier's. */
  readonly limits?: Partial<EmulatorLimits>;
  readonly faults: readonly Fault[];
}
