import type { Cause } from '../cause';
import { quoting } from '../facts';

export const vertexQuota: Cause = {
  id: 'vertex-quota',
  kind: 'limit',
  title: 'Google Cloud quota of Vertex AI',
  match: (evidence) => {
    const { provider, status, errorType, message } = evidence;
    if (provider !== 'vertex' || (status !== undefined ? status !== 429 : (errorType ?? message) === undefined)) return undefined;
    const answered = evidence.timeline.some(({ kind }) => kind === 'answer');
    // Google's other services, Gemini's API among them, answer in the same words.
    const isClaude = evidence.model !== undefined || /aiplatform|anthropic|claude|base_model/i.test(`${evidence.host ?? ''} ${message ?? ''}`);
    return { confidence: isClaude ? 'high' : 'medium', evidence: [quoting(evidence, 'The answer is a quota error of Google Cloud'), ...(answered ? [{ text: 'Other requests of the text were answered, so the quota may be above 0' }] : [])] };
  },
  waiting: ({ timeline }) =>
    timeline.some(({ kind }) => kind === 'answer')
      ? { helps: 'yes', text: 'Within a minute: a quota per minute is whole again then.' }
      : { helps: 'maybe', text: 'If the quota is above 0: within a minute. Often it is 0 for a model that was never asked for, and then even the first small request fails.' },
  advice: () => [
    'Look at the quota of the base model and region that the message names (IAM & Admin, Quotas) and ask for an increase.',
    'Try another region, or the global endpoint: quotas are per region.',
    'Limits and headers of the Claude API do not apply here.',
  ],
  retry: () => 'rate-limit',
  sources: ['https://cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude', 'https://github.com/anthropics/anthropic-sdk-python/issues/963'],
};
