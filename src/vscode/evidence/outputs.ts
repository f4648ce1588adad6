/** What a program printed lately. */
export interface Output {
  /** Where, for example `the terminal command "npm start"`. */
  readonly from: string;
  /** ms since 1970, of the newest piece. */
  readonly at: number;
  readonly text: string;
}

/** The newest output of terminals and debug sessions, in memory only and bounded; it is never logged or written. */
export interface Outputs {
  /** Begins to keep an output. Pieces are added by the function that it gives. */
  open(from: string): (piece: string) => void;
  /** The newest first. */
  list(): readonly Output[];
}

/** Makes an empty store. `now` is the machine's clock in ms. */
export function createOutputs(now: () => number): Outputs {
  let kept: { from: string; at: number; text: string }[] = [];
  return {
    open: (from) => {
      const output = { from, at: now(), text: '' };
      kept = [...kept, output].slice(-mostOutputs);
      return (piece) => {
        output.text = (output.text + piece).slice(-longest);
        output.at = now();
      };
    },
    list: () => [...kept].sort((a, b) => b.at - a.at),
  };
}

/** Commands and sessions that are kept, and characters of each: an error stands at the end. */
const mostOutputs = 12;
const longest = 256 * 1024;
