/** A place that tells what an answer has cost. */
export interface Usage {
  readonly index: number;
  readonly end: number;
  readonly inputTokens: number;
  /** Its line has the answer's status, too. */
  readonly hasStatus: boolean;
}

/** What answers have cost: a line tells it beside output tokens or its status; of a request that is not answered yet, nobody knows both. */
export function findUsage(text: string): readonly Usage[] {
  return [...text.matchAll(used)].map((match) => ({ index: match.index, end: match.index + match[0].length, inputTokens: Number(match[1] ?? match[2]), hasStatus: match[1] !== undefined })).filter(({ inputTokens }) => inputTokens > 0);
}

const used = /\b200\b[^\n]{0,200}?\binput_tokens\b["']?\s?[=:]\s?(\d{1,9})\b|\binput_tokens["']?\s?[=:]\s?(\d{1,9})\b(?=[^}]{0,200}\boutput_tokens["']?\s?[=:])/g;
