/** A moment as people of this machine's language write it. */
export function timeInWords(at: number): string {
  return withDate.format(at);
}

/** A short mark at the axis of a chart: the day at midnight, the time otherwise. */
export function tickInWords(at: number): string {
  const date = new Date(at);
  return date.getHours() === 0 && date.getMinutes() === 0 ? day.format(date) : time.format(date);
}

const withDate = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric' });
const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
