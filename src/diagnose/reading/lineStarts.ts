/** Where the line of a place begins. The function must be asked in rising order, so that a text in one line is not searched again and again. */
export function lineStarts(text: string): (index: number) => number {
  let start = 0;
  let next = text.indexOf('\n');
  return (index) => {
    while (next >= 0 && next < index) {
      start = next + 1;
      next = text.indexOf('\n', start);
    }
    return start;
  };
}
