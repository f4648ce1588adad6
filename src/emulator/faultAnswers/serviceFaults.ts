import type { FaultAnswer } from './faultAnswer';

/** What goes wrong on the service's side. */
export const serviceFaults = {
  overloaded: (): FaultAnswer => failure(529, 'overloaded_error', 'Overloaded'),
  'api-error': (): FaultAnswer => failure(500, 'api_error', 'Internal server error'),
  timeout: (): FaultAnswer => failure(504, 'timeout_error', 'Request timed out'),
};

function failure(status: number, type: string, message: string): FaultAnswer {
  return { from: 'api', error: { status, type, message } };
}
