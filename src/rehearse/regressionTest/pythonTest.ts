import { answers, events, message, mostRequests } from './answers';
import type { TestPlan } from './testPlan';

/** A regression test for pytest, of a function that is called without arguments and may be a coroutine. */
export function pythonTest({ refusal, module, exported }: TestPlan): string {
  const { status, headers, body, times, waitSeconds, name } = answers[refusal];
  const call =
    exported === undefined
      ? ["    pytest.fail('Write here how this program makes the call, then delete this line.')"]
      : [`    result = getattr(importlib.import_module(${quoted(module)}), ${quoted(exported)})()`, '    if inspect.iscoroutine(result):', '        asyncio.run(result)'];
  const outcome =
    times === 'always'
      ? ['    with pytest.raises(Exception):', '        run()', "    assert len(arrivals) == 1, 'the call was sent again, though no retry can succeed'"]
      : [
          '    run()',
          `    assert len(arrivals) > ${times}, 'the call did not reach the server of this test often enough'`,
          `    assert len(arrivals) <= ${mostRequests}, f'the call was sent {len(arrivals)} times'`,
          ...(waitSeconds === 0 ? [] : [`    assert all(later - earlier >= ${waitSeconds - 0.05} for earlier, later in zip(arrivals, arrivals[1:])), 'the call came back before retry-after had passed'`]),
        ];
  const refuse = `self.answer(${status}, ${python({ 'content-type': 'application/json', ...headers })}, ${quoted(body)})`;
  return [
    'import asyncio',
    'import importlib',
    'import inspect',
    'import threading',
    'import time',
    'from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer',
    '',
    'import pytest',
    '',
    'arrivals = []',
    '',
    '',
    'class StandIn(BaseHTTPRequestHandler):',
    `    """A local stand-in for the Claude API: it refuses ${times === 'always' ? 'every call' : 'twice'}, and keeps the time of each request."""`,
    '',
    '    def do_POST(self):',
    "        sent = self.rfile.read(int(self.headers.get('content-length', 0)))",
    '        arrivals.append(time.monotonic())',
    ...(times === 'always'
      ? [`        ${refuse}`]
      : [
          `        if len(arrivals) <= ${times}:`,
          `            ${refuse}`,
          "        elif b'\"stream\": true' in sent or b'\"stream\":true' in sent:",
          `            self.answer(200, {'content-type': 'text/event-stream'}, ${quoted(events)})`,
          '        else:',
          `            self.answer(200, {'content-type': 'application/json'}, ${quoted(message)})`,
        ]),
    '',
    '    def answer(self, status, headers, body):',
    '        data = body.encode()',
    '        self.send_response(status)',
    '        for name, value in headers.items():',
    '            self.send_header(name, value)',
    "        self.send_header('content-length', str(len(data)))",
    '        self.end_headers()',
    '        self.wfile.write(data)',
    '',
    '    def log_message(self, *args):',
    '        pass',
    '',
    '',
    '@pytest.fixture(autouse=True)',
    'def stand_in(monkeypatch):',
    "    server = ThreadingHTTPServer(('127.0.0.1', 0), StandIn)",
    '    threading.Thread(target=server.serve_forever, daemon=True).start()',
    '    # The SDK reads both when the client is made, so they are set before the program is loaded.',
    "    monkeypatch.setenv('ANTHROPIC_BASE_URL', f'http://127.0.0.1:{server.server_port}')",
    "    monkeypatch.setenv('ANTHROPIC_API_KEY', 'test')",
    '    yield',
    '    server.shutdown()',
    '',
    '',
    'def run():',
    ...call,
    '',
    '',
    `def test_${name.replaceAll(/[^a-z0-9]+/gi, '_').toLowerCase()}():`,
    ...outcome,
    '',
  ].join('\n');
}

function python(headers: Readonly<Record<string, string>>): string {
  return `{${Object.entries(headers).map(([name, value]) => `${quoted(name)}: ${quoted(value)}`).join(', ')}}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}
