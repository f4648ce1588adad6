import type { HelperImport, HelperPart } from '../fixes/backoffHelper';

// ---------------------------------------------------------------------------------------- JavaScript

const fs: HelperImport = { statement: "import { appendFileSync } from 'node:fs';", required: "const { appendFileSync } = require('node:fs');", module: 'node:fs', names: ['appendFileSync'] };

interface Template {
  readonly signature: string;
  readonly params: readonly string[];
  readonly send: string;
  readonly url: string;
  readonly body: string;
  /** The type of the headers that are kept, if types are written. */
  readonly headers: string;
}

/** Other endpoints have limits of their own. A quote within a text is escaped in the body, so that no prompt names a model. */
const script = ({ signature, params, send, url, body, headers }: Template): HelperPart => ({
  name: 'recordLimits',
  params,
  imports: [fs],
  code: String.raw`/** Notes the rate limits of each answer in the file that HEADROOM_LIMITS_FILE names, where Headroom reads them. Does nothing without it. */
${signature} {
  const response = await ${send};
  const file = process.env.HEADROOM_LIMITS_FILE;
  if (!file || !/\/v1\/messages(?:\?|$)/.test(${url})) return response;
  try {
    const headers${headers} = {};
    response.headers.forEach((value, name) => {
      if (/^(?:retry-after$|anthropic-(?:ratelimit|priority|fast)-)/.test(name)) headers[name] = value;
    });
    const model = /"model"\s*:\s*"([^"]+)"/.exec(String(${body}))?.[1];
    appendFileSync(file, JSON.stringify({ at: Date.now(), status: response.status, model, headers }) + '\n');
  } catch {
    // The program goes on without the note.
  }
  return response;
}`,
});

const middleware = { params: ['request', 'next'], send: 'next(request)', url: 'request.url', body: 'request.body' };
const fetching = { params: ['url', 'init'], send: 'fetch(url, init)', url: 'String(url)', body: 'init?.body' };
const typedHeaders = ': Record<string, string>';

// -------------------------------------------------------------------------------------------- Python

const imported = (module: string): HelperImport => ({ statement: `import ${module}`, module, names: ['*'] });

/** A hook of httpx gets an answer whose body is not read yet (httpx 0.28.1 `_client.py`), and does not read it. */
const hook = (name: string, start: string): HelperPart => ({
  name,
  params: ['response'],
  imports: [imported('json'), imported('os'), imported('time')],
  code: `${start} ${name}(response):
  """Notes the rate limits of an answer in the file that HEADROOM_LIMITS_FILE names, where Headroom reads them. Does nothing without it."""
  path = os.environ.get("HEADROOM_LIMITS_FILE")
  if not path or not response.request.url.path.endswith("/v1/messages"):
    return
  try:
    headers = {name: value for name, value in response.headers.items() if name.startswith(("retry-after", "anthropic-ratelimit-", "anthropic-priority-", "anthropic-fast-"))}
    model = json.loads(response.request.content).get("model")
    note = {"at": int(time.time() * 1000), "status": response.status_code, "model": model, "headers": headers}
    with open(path, "a") as file:
      file.write(json.dumps(note) + "\\n")
  except Exception:
    pass  # The program goes on without the note.`,
});

/** What notes the limits of each answer, by the way that it is told of them. */
export const recordLimitsHelpers = {
  middleware: {
    untyped: script({ ...middleware, signature: 'async function recordLimits(request, next)', headers: '' }),
    /** A request of any type, so that nothing has to be imported for it. */
    typed: script({ ...middleware, signature: 'async function recordLimits<R extends { url: string; body?: unknown }>(request: R, next: (request: R) => Promise<Response>): Promise<Response>', headers: typedHeaders }),
  },
  fetch: {
    untyped: script({ ...fetching, signature: 'async function recordLimits(url, init)', headers: '' }),
    typed: script({ ...fetching, signature: 'async function recordLimits(url: string | URL | Request, init?: RequestInit): Promise<Response>', headers: typedHeaders }),
  },
  eventHook: { blocking: hook('record_limits', 'def'), async: hook('record_limits_async', 'async def') },
} as const;
