import type { LintedFile } from '../lintPaths';
import type { Place } from './place';

export type Colour = 'bold' | 'dim' | 'red' | 'yellow' | 'blue' | 'green';

/** Colours a text, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string;

/** Whether an inventory says why. */
export type Detail = 'listed' | 'explained';

/** What `headroom check` has found. */
export interface Report {
  /** Absolute: what the names of files are relative to. */
  readonly folder: string;
  readonly files: readonly LintedFile[];
  /** A place that has a cell as one in the lines of its notebook's file. */
  readonly inFile: (place: Place) => Place;
}

/** A way to print results. Each text ends with a line end. */
export interface Format {
  readonly id: string;
  /** The findings. */
  readonly check: (report: Report, paint: Paint) => string;
}

/** One that can also print the inventory of Claude calls. */
export interface InventoryFormat extends Format {
  readonly calls: (files: readonly LintedFile[], paint: Paint, detail: Detail) => string;
}
