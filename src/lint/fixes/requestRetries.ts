import type { Site } from '../site';
import type { Arg, Expr } from '../facts/facts';
import { isGuard } from '../policy/effectivePolicy';
import { type Chunk, absolute } from '../program/fileView';
import type { TextEdit } from '../source';
import { insertion } from './edits';

/**
 * Edits that switch the SDK's own retries off for one call, so that they do not multiply with those around it.
 * None where there are none to switch off; undefined where the call has no place for the option.
 */
export function withoutSdkRetries(site: Site, text: string): readonly TextEdit[] | undefined {
  const { call, request } = site;
  // One that comes from elsewhere is only taken for others.
  const isCertain = call.via !== 'sdk' || !request.clientUnknown;
  if (isCertain && request.layers.every(({ attempts }) => attempts === 1)) return [];
  // Where a framework takes the option is its own matter.
  if (call.via !== 'sdk') return request.layers.some((layer) => !isGuard(layer)) ? undefined : [];
  return requestRetries(site, 0, text);
}

/** Edits that set the SDK's own retries for one request; undefined where it has no place for the option. */
export function requestRetries({ call, ref }: Site, retries: number, text: string): readonly TextEdit[] | undefined {
  if (call.language !== 'python') return requestOption(ref.chunk, ref.call.args, { option: `maxRetries: ${retries}`, text });
  const client = clientExpr(ref.call.callee, call.api.split('.')[0] ?? '');
  return client && [insertion(absolute(ref.chunk, client.span).end, `.with_options(max_retries=${retries})`)];
}

/** `client` of `client.messages.create`: what stands before the first part of the method's path. */
function clientExpr(callee: Expr, first: string): Expr | undefined {
  if (callee.kind !== 'member') return undefined;
  return clientExpr(callee.object, first) ?? (callee.name === first ? callee.object : undefined);
}

/** The options of one request are the second argument of every method. */
function requestOption(chunk: Chunk, args: readonly Arg[], { option, text }: { readonly option: string; readonly text: string }): readonly TextEdit[] | undefined {
  const [params, options] = args;
  if (!params || args.some(({ spread }) => spread)) return undefined;
  if (!options) return [insertion(absolute(chunk, params.span).end, `, { ${option} }`)];
  const { start, end } = absolute(chunk, options.span);
  if (options.value.kind !== 'object') return [insertion(start, '{ ...'), insertion(end, `, ${option} }`)];
  const { entries, spreads } = options.value;
  const given = entries.findLast(({ key }) => key === 'maxRetries');
  if (given) return [{ span: absolute(chunk, given.span), text: option }];
  const last = Math.max(...[...entries, ...spreads].map(({ span }) => absolute(chunk, span).end));
  return Number.isFinite(last) ? [insertion(last, `, ${option}`)] : text.slice(start + 1, end - 1).trim() === '' ? [{ span: { start, end }, text: `{ ${option} }` }] : undefined;
}
