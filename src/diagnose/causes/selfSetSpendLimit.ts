import type { Cause } from '../cause';
import { docs } from '../docs';
import { messageMatch } from '../facts';

export const selfSetSpendLimit: Cause = {
  id: 'self-set-spend-limit',
  kind: 'limit',
  title: 'The spend limit you set yourself is reached',
  match: (evidence) => messageMatch(evidence, /You have reached your specified (?:workspace )?API usage limits/i),
  waiting: () => ({ helps: 'no', text: 'No retry succeeds before the time that the message names ("You will regain access on …"), or before the limit is raised.' }),
  advice: ({ message }) => [
    `Raise the spend limit of the ${/specified workspace/i.test(message ?? '') ? 'workspace' : 'organization or workspace'} in the [Claude Console](${docs.limitsPage}), or wait for the date in the message.`,
    'This is a 400, so no SDK retries it; make sure your own loop does not either.',
  ],
  retry: () => 'useless',
  sources: [docs.errors, docs.rateLimits],
};
