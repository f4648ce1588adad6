import { offers, type Details, type Offer } from './details';
import { ranges, type Range } from './historyChart';

/** What the view asks its window for. */
export type DetailsRequest =
  /** It has loaded, or another range was chosen. */
  | { readonly type: 'show'; readonly range: Range }
  | { readonly type: 'run'; readonly offer: Offer };

/** What the window tells its view. */
export interface DetailsMessage {
  readonly type: 'details';
  readonly details: Details;
}

/** A request as the view sends it; anything else is none. */
export function readDetailsRequest(message: unknown): DetailsRequest | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { type, range, offer } = message as Readonly<Record<string, unknown>>;
  if (type === 'show' && isRange(range)) return { type, range };
  const known = offers.find((one) => one === offer);
  return type === 'run' && known !== undefined ? { type, offer: known } : undefined;
}

/** True for the name of a range, and for nothing that an object has from elsewhere. */
export function isRange(value: unknown): value is Range {
  return typeof value === 'string' && Object.hasOwn(ranges, value);
}
