import type { Piece } from '../piece';
import type { Capture } from './captures';
import { libraryOf } from './libraryOf';
import { type Service, services } from './services';

/** The piece that a program's output is: its true cause is what the service did. */
export function pieceOf(capture: Capture, text: string): Piece {
  const { service, command, driver } = capture;
  const { title, cause, why, withoutHeaders }: Service = services[service];
  return {
    id: idOf(capture),
    source: `emulator: ${title} through ${libraryOf(command.split(' '))}`,
    cause,
    ...(withoutHeaders && !/anthropic-(?:ratelimit|priority)-/i.test(text) && { also: withoutHeaders }),
    ...(driver !== undefined && { driver }),
    why,
    text,
    set: 'storm',
  };
}

/** The service and the command, as a name. */
export function idOf({ service, command }: Capture): string {
  return `storm-${service}-${command.replace(/[^\w-]+/g, '-')}`.toLowerCase();
}
