import type { Via } from '../call';
import type { Layer } from '../policy/layer';
import type { CallRef, FileView } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import type { RequestMatch, Tools } from './model';

/** A Claude model that an object of a framework sends through, with what re-sends its requests, inner first. */
export type HeldModel = Pick<RequestMatch, 'provider' | 'library' | 'model' | 'layers' | 'errors' | 'client' | 'clientUnknown'>;

/** A Python framework whose models, chains and agents send a request when one of their methods is called. */
export interface Framework {
  readonly name: string;
  readonly via: Via;
  /** Methods that send; `''` is calling the object itself. */
  readonly methods: ReadonlySet<string>;
  /** True for what makes objects that send through a model handed to them: chains, agents. `name` is the class, or its method. */
  readonly owns: (module: string, name: string) => boolean;
  /** The model that a class or function of any package makes. `made` is absent if only the type is known. */
  readonly model: (type: Value, made: CallRef | undefined, tools: Tools) => HeldModel | undefined;
  /** The model that a text handed to an agent names: `'anthropic:claude-...'`. */
  readonly named?: (place: Place, tools: Tools) => HeldModel | undefined;
  /** Methods that give the object back in another form. */
  readonly same: ReadonlySet<string>;
  /** What a method that gives the object back, or an object's own options, put around its requests. */
  readonly around?: (use: { readonly name: string; readonly of: CallRef; readonly method: string; readonly errors: RequestMatch['errors'] }, tools: Tools) => readonly Layer[];
  /** What was set for all objects of the framework in a file. */
  readonly ambient?: (file: FileView, tools: Tools) => readonly Place[];
}
