import { accessReturns } from '../accessReturns';
import type { Cause } from '../cause';
import { docs } from '../docs';
import { duration, messageMatch } from '../facts';

export const selfSetSpendLimit: Cause = {
  id: 'self-set-spend-limit',
  kind: 'limit',
  title: 'A spend limit that you set yourself is reached',
  match: (evidence) => {
    const match = messageMatch(evidence, /You have reached your specified (?:workspace )?API usage limits/i);
    return match && isWorkspaces(evidence) ? { ...match, title: 'The spend limit that was set for the workspace is reached' } : match;
  },
  waiting: (evidence) => {
    const back = accessReturns(evidence);
    return {
      helps: 'no',
      ...(back && { until: back.until }),
      ...(back?.seconds !== undefined && { seconds: back.seconds }),
      text: back ? `No retry succeeds before access returns on ${back.words}${back.seconds === undefined ? '' : `, in ${duration(back.seconds)}`}, or before the limit is raised.` : 'No retry succeeds before the time that the message names ("You will regain access on …"), or before the limit is raised.',
    };
  },
  advice: (evidence) => [
    `Raise the spend limit of the ${isWorkspaces(evidence) ? 'workspace' : 'organization or workspace'} in the [Claude Console](${docs.limitsPage}), or wait for the date in the message.`,
    evidence.status === 429
      ? 'Stop retrying it: the SDKs retry every 429, and this one lasts for days. Claude Code\'s workspace can even answer it with a `retry-after`.'
      : 'This is a 400, so no SDK retries it; make sure your own loop does not either.',
    'Watch spend, and let somebody know before the limit is reached.',
  ],
  retry: () => 'useless',
  sources: [docs.errors, docs.rateLimits],
};

function isWorkspaces({ message }: { readonly message?: string }): boolean {
  return /specified workspace/i.test(message ?? '');
}
