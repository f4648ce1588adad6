import type { ClaudeCall } from '../call';
import { type Retirement, retirements } from './retirements';
import { type Rule, docsUrl } from './rule';

/** Days before the end from which on it is said: Anthropic gives notice 60 days before (its page of model deprecations). */
const notice = 60;

export const retiringModel: Rule = {
  id: 'retiring-model',
  severity: 'information',
  title: 'The model is retired, or will be within 60 days',
  why: 'Requests to a retired model fail, and no retry mends that. Anthropic gives 60 days’ notice, by mail and on its page of model deprecations, which the code does not read: `claude-3-haiku-20240307` answered on 2026-04-19 and failed on 2026-04-20.',
  examples: [
    { language: 'ts', bad: "await client.messages.create({ ...body, model: 'claude-3-7-sonnet-latest' });", good: "await client.messages.create({ ...body, model: 'claude-sonnet-5-5' });" },
    { language: 'python', bad: 'client.messages.create(model="claude-3-7-sonnet-latest", **body)', good: 'client.messages.create(model="claude-sonnet-5-5", **body)' },
  ],
  off: 'The model is served from somewhere else under the same name.',
  docsUrl: docsUrl('retiring-model'),
  isLevelFixed: true,
  check: (call, { today }) => {
    const { model, modelAt } = call;
    const { end } = retirementOf(call) ?? {};
    if (model === undefined || end === undefined || today === undefined || daysBetween(today, end) > notice) return undefined;
    return { ...(modelAt && { span: modelAt }), message: today < end ? `\`${model}\` will be retired on ${end}: from then on requests to it fail.` : `\`${model}\` was retired on ${end}: requests to it fail.` };
  },
};

/** What is known of the end of a call's model; undefined where it has none, or another provider serves it. */
export function retirementOf({ provider, model }: Pick<ClaudeCall, 'provider' | 'model'>): Retirement | undefined {
  return provider === 'anthropic' && model !== undefined && Object.hasOwn(retirements, model) ? retirements[model] : undefined;
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
