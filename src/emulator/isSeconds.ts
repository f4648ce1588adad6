/** Whether it can be a wait: whole seconds up to 999,999,999, some 31 years, after which there is still a date. */
export function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 999_999_999;
}
