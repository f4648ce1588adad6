/** A text of a request or an answer: a prompt, a message, a system prompt. `end` is behind its closing quote. */
export interface ContentRegion {
  readonly start: number;
  readonly end: number;
  /** The quote that closes it, and the backslashes that stand before it at most. */
  readonly quote: string;
  readonly depth: number;
}

/**
 * The contents of requests and answers that a text shows, in order: what a prompt says of errors is none. Content ends with its string, or
 * with the line, for no string of a dump runs over lines. Linear, however long a content is.
 */
export function contentRegions(text: string, { open, names = 'sure' }: ContentOptions = {}): readonly ContentRegion[] {
  const regions: ContentRegion[] = [];
  let newline = -1;
  const add = (start: number, body: number, { quote, depth }: Pick<ContentRegion, 'quote' | 'depth'>): number => {
    if (newline < body) newline = text.indexOf('\n', body);
    if (newline < 0) newline = text.length;
    const end = closing(text, { body, stop: newline, quote, depth });
    regions.push({ start, end, quote, depth });
    return end;
  };
  const pattern = new RegExp(key);
  pattern.lastIndex = open ? add(0, 0, open) : 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const start = pattern.lastIndex;
    const opening = /^(\\{0,15})(["'`])/.exec(text.slice(start, start + 16));
    if (!opening || (names === 'sure' && !isContent(match[1] ?? '', text, match.index)) || holdsError(text, start)) continue;
    pattern.lastIndex = add(start, start + opening[0].length, { quote: opening[2] ?? '', depth: opening[1]?.length ?? 0 });
  }
  return regions;
}

export interface ContentOptions {
  /** Content that began before the text. */
  readonly open?: Pick<ContentRegion, 'quote' | 'depth'> | undefined;
  /** `all`: whatever has the name of a content; `sure`, which is the default: only what stands where a content does. */
  readonly names?: 'sure' | 'all';
}

const key = /\b(content|text|prompt|system|input_text|thinking|answer|question|completion|query|instructions)\\{0,15}["']?\s{0,2}(?:=>|[:=])\s{0,2}(?=\\{0,15}["'`])/g;
const named = (name: string, values: string) => new RegExp(String.raw`\b${name}\\{0,15}["']?\s{0,2}(?:=>|[:=])\s{0,2}\\{0,15}["']?(?:${values})`);
const ofRole = named('role', 'user|assistant|system|tool|:');
const ofBlock = named('type', ':?(?:text|input_text|text_delta|thinking)\\b');

/** `content` and `text` are also names of what a log or a HAR says; only beside a role or a block's type are they a message's. */
function isContent(name: string, text: string, index: number): boolean {
  if (name === 'content') return ofRole.test(text.slice(Math.max(0, index - 80), index));
  if (name === 'text') return ofBlock.test(text.slice(Math.max(0, index - 60), index));
  return true;
}

/** Claude Code and the Agent SDK tell an error of the API as the text of an answer. */
function holdsError(text: string, start: number): boolean {
  return /^\\{0,15}["'`](?:API Error|Claude [\w ]{0,20}limit reached|You.{1,2}(?:ve|re) (?:hit|reached|out of)|[\w-]{1,12} limit reached|\{\s{0,2}\\{0,15}["'](?:type\\{0,15}["']\s{0,2}:\s{0,2}\\{0,15}["'])?error)/.test(text.slice(start, start + 120));
}

interface Closing extends Pick<ContentRegion, 'quote' | 'depth'> {
  readonly body: number;
  readonly stop: number;
}

function closing(text: string, { body, stop, quote, depth }: Closing): number {
  for (let at = text.indexOf(quote, body); at >= 0 && at < stop; at = text.indexOf(quote, at + 1)) {
    let slashes = 0;
    while (slashes <= depth && text[at - 1 - slashes] === '\\') slashes++;
    if (slashes <= depth) return at + 1;
  }
  return stop;
}
