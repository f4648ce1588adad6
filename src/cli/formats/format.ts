import type { LintedFile } from '../lintPaths';

export type Colour = 'bold' | 'dim' | 'red' | 'yellow' | 'blue' | 'green';

/** Colours a text, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string;

/** Whether an inventory says why. */
export type Detail = 'listed' | 'explained';

/** A way to print results. Each text ends with a line end. */
export interface Format {
  readonly id: string;
  /** The findings. */
  readonly check: (files: readonly LintedFile[], paint: Paint) => string;
  /** The inventory of Claude calls. */
  readonly calls: (files: readonly LintedFile[], paint: Paint, detail: Detail) => string;
}
