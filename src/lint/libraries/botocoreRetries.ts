import type { Layer } from '../policy/layer';
import type { CallRef } from '../program/fileView';
import type { Place } from '../program/place';
import type { Tools } from './model';
import { entryOf, made, numberOption, pythonArgument, spanOf } from './options';
import { totalWait } from './waits';

export interface BotocoreClient {
  /** The call that made the AWS client, where it is known. */
  readonly client?: CallRef | 'unknown';
  /** A botocore `Config`, where a framework takes one. */
  readonly config?: Place | 'unknown';
  /** A framework's option that becomes `max_attempts`. */
  readonly retries?: Place | 'unknown';
}

/**
 * botocore 1.44.8 `retries/standard.py`: 3 attempts in the mode that is now the default (before that `legacy`: 5), on
 * 429, on throttling codes, on 500, 502, 503, 504 and on broken connections. Seen: 3 requests for 429, 500 and 503, one
 * for 529, which Bedrock does not answer with. `retry-after` is not read, only AWS's own header.
 */
const defaultAttempts = 3;

/** `rand * min(2^n, 20)` s after a throttling error. */
const waitBefore = (retry: number) => Math.min(2 ** (retry - 1), 20);

/** The AWS client's own re-sending. */
export function botocoreRetries({ client, config, retries: option }: BotocoreClient, tools: Tools): Layer {
  const base = { kind: 'sdk', name: 'botocore', covers529: false, retryAfter: 'ignored' } as const;
  const unread = { attempts: 'unknown', covers429: 'unknown', coversConnection: 'unknown', maxWaitSeconds: 'unknown' } as const;
  const given = numberOption(option, tools);
  if (given !== undefined && option !== 'unknown' && option) return typeof given === 'number' ? { ...base, ...acting(given + 1), implicit: false, at: spanOf(option) } : { ...base, ...unread, implicit: false, at: spanOf(option) };
  if (client === 'unknown' && config === undefined) return { ...base, ...unread, implicit: true };
  const place = config ?? (client && client !== 'unknown' ? pythonArgument(client, 'config', configIndex, tools) : undefined);
  if (place === undefined) return { ...base, ...acting(defaultAttempts), implicit: true };
  const set = place === 'unknown' ? 'unknown' : retriesIn(place, tools);
  if (set === undefined) return { ...base, ...acting(defaultAttempts), implicit: true };
  if (set === 'unknown') return { ...base, ...unread, implicit: true };
  const total = numberOption(entryOf(set, 'total_max_attempts', tools), tools);
  const more = numberOption(entryOf(set, 'max_attempts', tools), tools);
  // A client's `max_attempts` counts the retries, unlike that of the configuration file: `args.py`.
  const attempts = total ?? (typeof more === 'number' ? more + 1 : (more ?? defaultAttempts));
  return { ...base, ...(typeof attempts === 'number' ? acting(attempts) : unread), implicit: false, at: spanOf(set) };
}

/** `client(service_name, region_name, api_version, use_ssl, verify, endpoint_url, access key, secret, token, config)`. */
const configIndex = 9;

function acting(attempts: number): Pick<Layer, 'attempts' | 'covers429' | 'coversConnection' | 'maxWaitSeconds' | 'whyNot'> {
  const covers = attempts > 1;
  return { attempts, covers429: covers, coversConnection: covers, maxWaitSeconds: totalWait(attempts - 1, waitBefore), ...(!covers && { whyNot: '`max_attempts` allows no retry' }) };
}

/** The `retries` of a `Config(...)`. */
function retriesIn(config: Place, tools: Tools): Place | 'unknown' | undefined {
  const found = tools.resolve(config).map((value) => made(value, ['botocore.config', 'botocore.client', 'botocore', 'aiobotocore.config']));
  const [first] = found;
  if (!first || found.length > 1) return 'unknown';
  const retries = tools.option(first.of, 'retries');
  if (retries === undefined || retries === 'unknown') return retries;
  return tools.resolve(retries).some((value) => value.kind === 'object') ? retries : 'unknown';
}
