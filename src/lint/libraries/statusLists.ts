/** The statuses that a wait mends: https://docs.claude.com/en/api/errors, with 502 and 503 of what stands before the service. */
export const passing: readonly number[] = [429, 500, 502, 503, 504, 529];
