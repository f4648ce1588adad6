import type { Clock } from './clock';

export interface Limited<T> {
  readonly clock: Clock;
  readonly ms: number;
  readonly promise: Promise<T>;
}

/** What a promise resolves to, or `undefined` when it rejects or takes longer than `ms`. */
export async function within<T>({ clock, ms, promise }: Limited<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, () => resolve(undefined));
    const settle = (value: T | undefined) => {
      cancel();
      resolve(value);
    };
    promise.then(settle, () => settle(undefined));
  });
}
