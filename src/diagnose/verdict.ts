import type { Confidence, Fact } from './cause';
import type { Diagnosis } from './diagnose';
import { count, duration } from './facts';

/** The answer in words, for every view of it. Text of the project's own, but for `model`, which others wrote. */
export interface Verdict {
  /** "Requests per minute", or "cannot tell". */
  readonly title: string;
  /** "50 requests per minute". */
  readonly limit?: string;
  /** The model that the limit counts for, where it is known. */
  readonly model?: string;
  /** How sure it is, and why: sentences. Absent where nothing can be told. */
  readonly sure?: string;
  /** Why nothing (surer) can be said: a sentence. */
  readonly because?: string;
  /** Absent where nothing can be told. */
  readonly waiting?: VerdictWaiting;
  /** What made the traffic reach the limit. */
  readonly drivers: readonly VerdictDriver[];
}

export interface VerdictWaiting {
  readonly answer: 'Yes.' | 'No.' | 'Perhaps.';
  /** Markdown of the project's own. */
  readonly text: string;
  /** "23 s", where it is known. */
  readonly time?: string;
}

export interface VerdictDriver {
  readonly title: string;
  readonly confidence: string;
  readonly facts: readonly Fact[];
}

/** What a diagnosis says first. */
export function verdictOf({ causes: [first], drivers, missing, evidence }: Diagnosis): Verdict {
  const because = missing && `because ${missing.because.join('; ')}.`;
  if (!first) return { title: 'cannot tell', because: `Cannot tell, ${because ?? 'as nothing is known.'}`, drivers: [] };
  const { limit, model } = evidence;
  const { helps, text, seconds } = first.waiting;
  return {
    title: first.title,
    ...(limit && { limit: limit.unit === 'concurrent' ? `${count(limit.amount)} at the same time` : `${count(limit.amount)} ${limit.unit} per ${limit.per}` }),
    ...(limit && model !== undefined && { model }),
    sure: `${capital(confidenceWords[first.confidence])}: ${reasons[first.confidence]}.`,
    ...(because !== undefined && { because: `Not sure ${because}` }),
    waiting: { answer: answers[helps], text, ...(seconds !== undefined && { time: duration(seconds) }) },
    drivers: drivers.map(({ title, confidence, evidence: facts }) => ({ title, confidence: confidenceWords[confidence], facts })),
  };
}

/** How sure something is, in the user's words. */
export const confidenceWords: Readonly<Record<Confidence, string>> = { high: 'sure', medium: 'likely', low: 'possible' };

const reasons: Readonly<Record<Confidence, string>> = { high: 'the error itself or its headers say so', medium: 'what is known points to it', low: 'it fits, and so may others' };
const answers = { yes: 'Yes.', no: 'No.', maybe: 'Perhaps.' } as const;

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
