import type { Cause } from '../cause';
import { docs } from '../docs';
import { messageMatch, regainDate } from '../facts';

export const selfSetSpendLimit: Cause = {
  id: 'self-set-spend-limit',
  kind: 'limit',
  title: 'A spend limit that you set yourself is reached',
  match: (evidence) => messageMatch(evidence, /You have reached your specified (?:workspace )?API usage limits/i),
  waiting: ({ message }) => ({ helps: 'no', text: `No retry succeeds before ${regainDate(message) ?? 'the date that the message names'}, or before the limit is raised.` }),
  advice: ({ message }) => [
    `Raise the spend limit of the ${/specified workspace/i.test(message ?? '') ? 'workspace' : 'organization or workspace'} in the [Claude Console](${docs.limitsPage}), or wait for the date in the message.`,
    'This is a 400, so no SDK retries it; make sure your own loop does not either.',
  ],
  retry: () => 'useless',
  sources: [docs.errors, docs.rateLimits],
};
