import { readHttpDate } from '../limits/values';
import type { Evidence } from './evidence';

/** When the server gave the answer, by its own `date` header, in ms; the times of its other headers count from there. */
export function answeredAt({ headers }: Evidence): number | undefined {
  return readHttpDate(headers.date);
}
