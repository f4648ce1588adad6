import { answers, events, message, mostRequests } from './answers';
import type { TestPlan } from './testPlan';

/** A regression test for vitest, jest or node:test. */
export function javascriptTest({ framework, refusal, module, exported, modules }: TestPlan): string {
  const { status, headers, body, times, waitSeconds, name } = answers[refusal];
  const isEsm = modules === 'esm';
  const load = isEsm ? `await import(${quoted(module)})` : `require(${quoted(module)})`;
  const call = exported === undefined ? `throw new Error('Write here how this program makes the call, then delete this line.');` : `const { ${exported} } = ${load};\n  await ${exported}();`;
  const outcome =
    times === 'always'
      ? [`  let failed = false;`, `  await run().catch(() => (failed = true));`, `  assert.ok(arrivals.length > 0, 'the call did not reach the server of this test');`, `  assert.ok(failed, 'the failure was swallowed');`, `  assert.equal(arrivals.length, 1, 'the call was sent again, though no retry can succeed');`]
      : [
          `  await run();`,
          `  assert.ok(arrivals.length > ${times}, 'the call did not reach the server of this test often enough');`,
          `  assert.ok(arrivals.length <= ${mostRequests}, \`the call was sent \${arrivals.length} times\`);`,
          ...(waitSeconds === 0 ? [] : [`  for (const [index, at] of arrivals.slice(1).entries()) assert.ok(at - arrivals[index] >= ${waitSeconds * 1000 - 50}, 'the call came back before retry-after had passed');`]),
        ];
  return [
    ...imports(framework, isEsm),
    '',
    `// A local stand-in for the Claude API: it refuses ${times === 'always' ? 'every call' : 'twice'}, and keeps the time of each request.`,
    `const arrivals = [];`,
    `const server = createServer((request, response) => {`,
    `  let sent = '';`,
    `  request.on('data', (chunk) => (sent += chunk));`,
    `  request.on('end', () => {`,
    `    if (request.method !== 'POST') return response.end();`,
    `    arrivals.push(Date.now());`,
    `    const isStream = /"stream":\\s*true/.test(sent);`,
    ...(times === 'always'
      ? [`    response.writeHead(${status}, ${JSON.stringify({ 'content-type': 'application/json', ...headers })}).end(${quoted(body)});`]
      : [
          `    if (arrivals.length <= ${times}) return response.writeHead(${status}, ${JSON.stringify({ 'content-type': 'application/json', ...headers })}).end(${quoted(body)});`,
          `    if (isStream) return response.writeHead(200, { 'content-type': 'text/event-stream' }).end(${quoted(events)});`,
          `    response.writeHead(200, { 'content-type': 'application/json' }).end(${quoted(message)});`,
        ]),
    `  });`,
    `});`,
    '',
    `${framework === 'node:test' ? 'before' : 'beforeAll'}(async () => {`,
    `  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));`,
    `  // The SDK reads both when the client is made, so they are set before the program is loaded.`,
    `  process.env.ANTHROPIC_BASE_URL = \`http://127.0.0.1:\${server.address().port}\`;`,
    `  process.env.ANTHROPIC_API_KEY = 'test';`,
    `});`,
    `${framework === 'node:test' ? 'after' : 'afterAll'}(() => {`,
    `  server.closeAllConnections();`,
    `  server.close();`,
    `});`,
    '',
    `async function run() {`,
    `  ${call}`,
    `}`,
    '',
    `${framework === 'node:test' ? 'test' : 'it'}(${quoted(name)}, ${framework === 'node:test' ? '{ timeout: 60_000 }, ' : ''}async () => {`,
    ...outcome,
    `}${framework === 'node:test' ? '' : ', 60_000'});`,
    '',
  ].join('\n');
}

function imports(framework: TestPlan['framework'], isEsm: boolean): readonly string[] {
  const of = (names: string, from: string) => (isEsm ? `import ${names} from '${from}';` : `const ${names.replaceAll(' as ', ': ')} = require('${from}');`);
  const own = framework === 'vitest' ? ["import { afterAll, beforeAll, it } from 'vitest';"] : framework === 'node:test' ? [of('{ after, before, test }', 'node:test')] : [];
  return [of('assert', 'node:assert/strict'), of('{ createServer }', 'node:http'), ...own];
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}
