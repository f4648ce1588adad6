import type { HelperPart } from '../fixes/backoffHelper';
import { hasEnvironment } from '../fixes/hasEnvironment';
import { insertHelper } from '../fixes/helperEdits';
import { classOf, eventHookOption, fetchOption, httpClients, middlewareOption } from '../fixes/hookOption';
import { takesHooks } from '../fixes/takesHooks';
import { isAtLeast } from '../libraries/versions';
import { type CallRef, type FileView, inDocument } from '../program/fileView';
import { resolveCallee } from '../program/resolve';
import type { Part, Span } from '../source';
import { recordLimitsHelpers } from './recordLimitsHelpers';
import type { Refactoring } from './refactoring';

interface RefactoringRequest {
  readonly file: FileView;
  readonly text: string;
  readonly parts: readonly Part[] | undefined;
  /** The stretch of the document that is asked about. */
  readonly within: Span;
}

/** Lets each client that is made in a stretch of a file write the rate limits of its answers into the file that `HEADROOM_LIMITS_FILE` names. */
export function recordLimits(asked: RefactoringRequest): readonly Refactoring[] {
  const { file, text, within } = asked;
  if (!hasEnvironment(file, text)) return [];
  return file.chunks.flatMap((chunk) =>
    chunk.facts.calls.flatMap((call) => {
      const at = inDocument(chunk, call.span);
      if (at.end < within.start || within.end < at.start) return [];
      const edits = editsFor({ chunk, call }, asked);
      return edits ? [{ at, title: 'Record the rate limits of this client', edits }] : [];
    }),
  );
}

function editsFor(client: CallRef, { file, text, parts }: RefactoringRequest): Refactoring['edits'] | undefined {
  const way = wayOf(client);
  const helper = way && insertHelper(way.helper, [], { file, language: file.language, sites: [{ call: { span: inDocument(client.chunk, client.call.span) } }], text, parts });
  const edits = helper && way.option({ client, hook: helper.name, text });
  return edits && [...helper.edits, ...edits];
}

interface Way {
  readonly helper: HelperPart;
  readonly option: typeof middlewareOption;
}

/** How a client can be watched; undefined for what is no client of Anthropic's own API. */
function wayOf(client: CallRef): Way | undefined {
  const { chunk: { file }, call } = client;
  const [value, ...others] = resolveCallee(client);
  if (value?.kind !== 'symbol' || others.length > 0 || value.path.length > 1) return undefined;
  if (file.language === 'python') {
    const httpx = value.module === python ? httpClients[classOf(client)] : undefined;
    return httpx && takesHooks(python, file) ? { helper: eventHook[httpx === 'DefaultHttpxClient' ? 'blocking' : 'async'], option: eventHookOption } : undefined;
  }
  if (value.module !== script || !call.isNew || !/^(?:default|Anthropic)$/.test(value.path[0] ?? 'default')) return undefined;
  const types = file.language === 'javascript' ? 'untyped' : 'typed';
  if (takesHooks(script, file)) return { helper: middleware[types], option: middlewareOption };
  return isAtLeast(file.program?.versionOf(file, script), firstWithFetch) === true ? { helper: fetch[types], option: fetchOption } : undefined;
}

const { middleware, fetch, eventHook } = recordLimitsHelpers;
const script = '@anthropic-ai/sdk';
const python = 'anthropic';

/** Up to 0.41.0 the SDK sends by `node-fetch`, for which a `fetch` of Node is no equal. */
const firstWithFetch = '0.50.1';
