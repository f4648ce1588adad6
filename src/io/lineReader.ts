/** Puts lines together out of pieces of a file. */
export interface LineReader {
  /** Takes the next piece; what it has of a last line waits for the rest. */
  feed(bytes: Buffer): void;
}

/** Hands each line on once it is whole, without its end; one that has more bytes than `longest` is passed over and never held. */
export function lineReader(longest: number, onLine: (line: string) => void): LineReader {
  let held = Buffer.alloc(0);
  let isTooLong = false;

  function take(bytes: Buffer): void {
    isTooLong ||= held.length + bytes.length > longest;
    held = isTooLong ? Buffer.alloc(0) : Buffer.concat([held, bytes]);
  }

  return {
    feed: (bytes) => {
      let start = 0;
      for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
        take(bytes.subarray(start, end));
        const line = held.toString('utf8').trimEnd();
        if (!isTooLong && line !== '') onLine(line);
        held = Buffer.alloc(0);
        isTooLong = false;
        start = end + 1;
      }
      take(bytes.subarray(start));
    },
  };
}

const newline = 0x0a;
