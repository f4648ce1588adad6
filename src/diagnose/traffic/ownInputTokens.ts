import type { Evidence } from '../evidence';

/** What a text tells of the input tokens that its own answers have cost. */
export interface OwnInputTokens {
  readonly answers: number;
  readonly tokens: number;
  /** Whether the text begins a minute or more before the refusal: else what came before may be the program's own. */
  readonly isWhole: boolean;
}

/** The answers of the minute before the newest refusal; `undefined` where there is none, or one of them does not tell its input tokens. */
export function ownInputTokens({ timeline }: Pick<Evidence, 'timeline'>): OwnInputTokens | undefined {
  const last = timeline.findLast(({ kind, at }) => kind === 'error' && at !== undefined)?.at;
  if (last === undefined) return undefined;
  const answers = timeline.filter(({ kind, at }) => kind === 'answer' && at !== undefined && at <= last && last - at < minute);
  if (answers.length === 0 || answers.some(({ inputTokens }) => inputTokens === undefined)) return undefined;
  const first = timeline.find(({ at }) => at !== undefined)?.at ?? last;
  return { answers: answers.length, tokens: answers.reduce((sum, { inputTokens = 0 }) => sum + inputTokens, 0), isWhole: last - first >= minute };
}

const minute = 60_000;
