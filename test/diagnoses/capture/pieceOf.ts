import type { Piece } from '../piece';
import type { Capture } from './captures';
import { libraryOf } from './libraryOf';
import { type Service, services } from './services';

/** The piece that a program's output is: its true cause is what the service did. */
export function pieceOf(capture: Capture, text: string): Piece {
  const { service, command, driver } = capture;
  const { title, cause, why }: Service = services[service];
  const also = acceptedToo(services[service], text);
  return {
    id: idOf(capture),
    source: `emulator: ${title} through ${libraryOf(command.split(' '))}`,
    cause,
    ...(also !== undefined && { also }),
    ...(driver !== undefined && { driver }),
    why,
    text,
    set: 'storm',
  };
}

/** By what the program prints of the answer, never by what a diagnosis says. */
function acceptedToo({ withoutHeaders, withoutMessage }: Service, text: string): readonly string[] | undefined {
  if (!/anthropic-(?:ratelimit|priority)-|x-should-retry/i.test(text)) return withoutHeaders;
  return /\bmessage\b/i.test(text) ? undefined : withoutMessage;
}

/** The service and the command, as a name. */
export function idOf({ service, command }: Capture): string {
  return `storm-${service}-${command.replace(/[^\w-]+/g, '-')}`.toLowerCase();
}
