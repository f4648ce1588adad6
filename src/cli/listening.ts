import { InvalidArgumentError } from 'commander';

/** Reads a port; throws what commander tells the user. */
export function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
  return port;
}

/** Why a server could not listen, by the system's own code. */
export function whyNotListening(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
