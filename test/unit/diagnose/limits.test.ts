import assert from 'node:assert/strict';
import { diagnose } from '../../../src/diagnose/diagnose';
import { noEvidence } from '../../../src/diagnose/evidence';
import { bucket, entry, exceeds, midnight, refused, topOf, verdictOn } from './support';

const ample = [bucket('requests', 48, 50), bucket('input-tokens', 30_000, 30_000), bucket('output-tokens', 8000, 8000)];
const ruledOut = (evidence: Parameters<typeof diagnose>[0], id: string) => diagnose(evidence, []).ruledOut.find((one) => one.id === id)?.because;
const waitingOf = (evidence: Parameters<typeof diagnose>[0]) => diagnose(evidence, []).causes[0]?.waiting;

describe('a burst', () => {
  const message = exceeds('60 requests');

  it('is sure where requests were left, and hides the limit of the minute', () => {
    const evidence = refused({ message, buckets: [bucket('requests', 57, 60)] });
    assert.equal(verdictOn(evidence), 'burst high');
    assert.deepEqual(diagnose(evidence, []).causes.map(({ id }) => id), ['burst']);
  });

  it('is likely where the empty limit is full again after a second', () => {
    const headers = { date: 'Tue, 24 Nov 2026 00:00:00 GMT' };
    const empty = (seconds: number) => ({ ...bucket('requests', 0, 60), resetAt: midnight + seconds * 1000 });
    assert.equal(verdictOn(refused({ message, headers, buckets: [empty(1)] })), 'burst medium');
    assert.equal(verdictOn(refused({ message, headers, buckets: [empty(60)] })), 'requests-per-minute high');
    assert.match(ruledOut(refused({ message, headers, buckets: [empty(60)] }), 'burst') ?? '', /a whole minute/);
  });

  it('is likely where the text shows few requests in the minute and several within a second', () => {
    const timeline = [entry('answer', 0), entry('answer', 20), entry('answer', 40), entry('answer', 40.2), entry('error', 40.4)];
    assert.equal(verdictOn(refused({ message, timeline })), 'burst medium');
    const spread = [entry('answer', 0), entry('answer', 10), entry('answer', 20), entry('answer', 30), entry('error', 40)];
    assert.equal(verdictOn(refused({ message, timeline: spread })), 'requests-per-minute high');
    assert.equal(verdictOn(refused({ message, timeline: timeline.filter(({ kind }) => kind === 'error') })), 'requests-per-minute high');
  });

  it('is not told of a refusal for tokens, whatever requests are left', () => {
    assert.equal(topOf(refused({ message: exceeds('30,000 input tokens'), buckets: [bucket('requests', 48, 50), bucket('input-tokens', 0, 30_000)] })), 'input-tokens-per-minute');
  });
});

describe('a request that never fits', () => {
  const message = exceeds('30,000 input tokens');

  it('is sure by its size, and says by how much', () => {
    const { top, causes, calls } = diagnose(refused({ message, inputTokens: 56_919 }), []);
    assert.deepEqual([top, causes[0]?.confidence, causes[0]?.waiting.helps], ['never-fits', 'high', 'no']);
    assert.match(causes[0]?.evidence[0]?.text ?? '', /56,919 input tokens, 26,919 more than the 30,000/);
    assert.deepEqual(calls, []);
  });

  it('is sure where the limit was full, likely where it was nearly full, and then leads to counting', () => {
    assert.equal(verdictOn(refused({ message, buckets: ample })), 'never-fits high');
    const nearly = refused({ message, buckets: [bucket('input-tokens', 28_000, 30_000)] });
    assert.equal(verdictOn(nearly), 'never-fits medium');
    assert.ok(diagnose(nearly, []).next.some(({ action }) => action === 'count-tokens'));
    assert.equal(waitingOf(nearly)?.helps, 'maybe');
  });

  it('is not told where the limit was used up, or the size fits', () => {
    assert.equal(topOf(refused({ message, buckets: [bucket('input-tokens', 12_000, 30_000)] })), 'input-tokens-per-minute');
    const fits = refused({ message, inputTokens: 30_000, buckets: ample });
    assert.equal(topOf(fits), 'input-tokens-per-minute');
    assert.match(ruledOut(fits, 'never-fits') ?? '', /no more than the 30,000/);
  });
});

describe('a limit of a minute', () => {
  it('gives the wait as a number: as the server asked, else until the limit has refilled for the request', () => {
    const message = exceeds('30,000 input tokens');
    const empty = [bucket('input-tokens', 0, 30_000)];
    assert.deepEqual([waitingOf(refused({ message, retryAfterSeconds: 23 }))?.seconds, waitingOf(refused({ message, retryAfterSeconds: 23 }))?.by], [23, 'server']);
    assert.deepEqual([waitingOf(refused({ message, buckets: empty, inputTokens: 10_000 }))?.seconds, waitingOf(refused({ message, buckets: empty, inputTokens: 10_000 }))?.by], [20, 'bucket']);
    assert.match(waitingOf(refused({ message, buckets: empty }))?.text ?? '', /at least/);
    assert.equal(waitingOf(refused({ message: exceeds('50 requests'), buckets: [bucket('requests', 0, 50)] }))?.seconds, 1.2);
    assert.equal(waitingOf(refused({ message }))?.seconds, undefined);
  });

  it('counts an over-drawn bucket into the wait', () => {
    assert.equal(waitingOf(refused({ message: exceeds('30,000 input tokens'), buckets: [bucket('input-tokens', -30_000, 30_000)], inputTokens: 15_000 }))?.seconds, 90);
  });

  it('says what pace and how many calls at once the limit carries', () => {
    const advice = (evidence: Parameters<typeof diagnose>[0]) => diagnose(evidence, []).causes[0]?.advice.join('\n') ?? '';
    assert.match(advice(refused({ message: exceeds('50 requests') })), /50 requests a minute carry about one call every 1\.2 s: 4 at once where an answer takes 5 s/);
    assert.match(advice(refused({ message: exceeds('30,000 input tokens'), inputTokens: 10_000 })), /the 30,000 of a minute carry about one call every 20 s/);
  });

  it('says what pace it carries for calls of the size that the history shows', () => {
    const reading = (second: number, used: number) => ({ at: midnight + second * 1000, model: 'claude-sonnet-5', status: 200, source: 'pass-through', buckets: [bucket('requests', 1000 - used, 1000), bucket('input-tokens', 100_000 - used * 1000, 100_000), bucket('output-tokens', 40_000 - used * 100, 40_000)] });
    const history = [0, 1, 2, 3, 4, 5, 6].map((second) => reading(second, 10 + second * 10));
    const [, advice] = diagnose(refused({ message: exceeds('1,000 requests'), history }), []).causes[0]?.advice ?? [];
    assert.match(advice ?? '', /^For calls like those that were seen \(\d[\d,]* tokens in, \d[\d,]* out on average\) the limits carry about one call every /);
  });

  it('warns that some SDKs ignore a wait of more than a minute, and only then', () => {
    const advice = (retryAfterSeconds: number) => diagnose(refused({ message: exceeds('50 requests'), retryAfterSeconds }), []).causes[0]?.advice.join('\n') ?? '';
    assert.match(advice(505), /Python and C# ignore/);
    assert.doesNotMatch(advice(60), /Python and C# ignore/);
  });

  it('is not sure by headers of an answer that may have gone well', () => {
    const bare = { ...noEvidence, occurrences: 1, buckets: [bucket('requests', 48, 50), bucket('input-tokens', 0, 30_000)] };
    assert.equal(verdictOn(bare), 'input-tokens-per-minute medium');
    assert.equal(verdictOn({ ...bare, status: 429 }), 'input-tokens-per-minute high');
  });
});

describe('a workspace\'s limit', () => {
  const workspaces = [{ name: 'Nightly', groups: [{ kind: 'model_group', name: 'Sonnet 5', models: ['claude-sonnet-5'], limits: [{ type: 'input_tokens_per_minute_cache_aware', value: 20_000, organization: 2_000_000 }] }] }];
  const configured = { at: 0, organization: [], workspaces };

  it('is sure where the named limit is one that a workspace has as it is configured', () => {
    assert.equal(verdictOn(refused({ message: exceeds('20,000 input tokens'), model: 'claude-sonnet-5', configured })), 'workspace-limit high');
    assert.equal(topOf(refused({ message: exceeds('2,000,000 input tokens'), model: 'claude-sonnet-5', configured })), 'input-tokens-per-minute');
    assert.equal(topOf(refused({ message: exceeds('20,000 input tokens'), model: 'claude-haiku-4-5', configured })), 'input-tokens-per-minute');
  });

  it('is sure where the headers\' strictest limit is used up and less than the sum of the others, which have room', () => {
    const others = [bucket('input-tokens', 1_900_000, 2_000_000), bucket('output-tokens', 399_000, 400_000)];
    assert.equal(verdictOn(refused({ buckets: [...others, bucket('tokens', 0, 50_000)] })), 'workspace-limit high');
    assert.notEqual(topOf(refused({ buckets: [...others, bucket('tokens', 0, 2_400_000)] })), 'workspace-limit');
  });

  it('is ruled out where that limit is the sum, as it is without a workspace\'s', () => {
    assert.match(ruledOut(refused({ message: exceeds('50 requests'), buckets: [bucket('input-tokens', 1, 30_000), bucket('output-tokens', 1, 8000), bucket('tokens', 2, 38_000)] }), 'workspace-limit') ?? '', /the sum/);
  });
});

describe('spend limits', () => {
  const cap = 'You have reached your API usage limits: your organization has crossed its monthly API usage threshold, set based on your organization\'s API tier. You will regain access on 2026-12-01 at 00:00 UTC.';

  it('say when access returns, and in how long where the answer has a date', () => {
    const evidence = refused({ message: cap, errorCode: 'enforced_spend_limit_reached', headers: { date: 'Mon, 30 Nov 2026 22:00:00 GMT' } });
    assert.equal(verdictOn(evidence), 'spend-cap high');
    assert.deepEqual([waitingOf(evidence)?.helps, waitingOf(evidence)?.until, waitingOf(evidence)?.seconds], ['no', '2026-12-01T00:00:00Z', 7200]);
    assert.match(waitingOf(refused({ message: cap }))?.text ?? '', /2026-12-01 at 00:00 UTC/);
  });

  it('tell the tier\'s, the contract\'s, the linked organization\'s and one\'s own apart', () => {
    assert.equal(verdictOn(refused({ errorCode: 'contract_spend_limit_reached' })), 'contract-spend-cap high');
    assert.equal(verdictOn(refused({ status: 402, errorType: 'billing_error', errorCode: 'linked_organization_spend_limit_reached' })), 'contract-spend-cap high');
    assert.equal(verdictOn(refused({ status: 402, errorType: 'billing_error', errorCode: 'linked_organization_billing_unavailable' })), 'contract-spend-cap high');
    const own = 'You have reached your specified workspace API usage limits. You will regain access on 2026-12-01 at 00:00 UTC.';
    assert.equal(verdictOn(refused({ status: 400, errorType: 'invalid_request_error', message: own })), 'self-set-spend-limit high');
    // Claude Code's workspace answers with a 429 that even has a `retry-after`: platform.claude.com/docs/en/api/errors.
    assert.equal(verdictOn(refused({ message: own, retryAfterSeconds: 3600 })), 'self-set-spend-limit high');
  });

  it('are ruled out by a retry-after without a code', () => {
    assert.match(ruledOut(refused({ message: exceeds('50 requests'), retryAfterSeconds: 5 }), 'spend-cap') ?? '', /never sends/);
  });
});

describe('a subscription\'s limit', () => {
  const unified = (more: Record<string, string>) => Object.fromEntries(Object.entries(more).map(([name, value]) => [`anthropic-ratelimit-unified-${name}`, value]));

  it('names the window and when it resets, by the headers', () => {
    const evidence = refused({ headers: { ...unified({ status: 'rejected', 'representative-claim': 'five_hour', reset: '1795485600' }), date: 'Tue, 24 Nov 2026 00:00:00 GMT' } });
    const [cause] = diagnose(evidence, []).causes;
    assert.equal(cause?.id, 'subscription-limit');
    assert.match(cause.title, /five-hour/);
    assert.equal(cause.waiting.until, new Date(1_795_485_600_000).toISOString().replace('.000Z', 'Z'));
    assert.equal(cause.waiting.seconds, 7200);
  });

  it('tells the weekly window, and that of a model, from the short one', () => {
    const title = (more: Parameters<typeof refused>[0]) => diagnose(refused(more), []).causes[0]?.title ?? '';
    assert.match(title({ headers: unified({ status: 'rejected', '7d-status': 'rejected' }) }), /weekly/);
    assert.match(title({ subscription: { status: 'rejected', claim: 'seven_day_opus' } }), /weekly.*Opus/);
    const said = { ...noEvidence, occurrences: 1 };
    assert.match(diagnose({ ...said, message: 'You\'ve hit your session limit · resets 1:30am (Europe/Berlin)' }, []).causes[0]?.title ?? '', /five-hour/);
    assert.match(diagnose({ ...said, message: 'You\'ve hit your session limit · resets 1:30am (Europe/Berlin)' }, []).causes[0]?.waiting.text ?? '', /^At 1:30 am/);
  });

  it('reads the time that Claude Code appends to its message', () => {
    const evidence = { ...noEvidence, occurrences: 1, message: 'Claude AI usage limit reached|1795485600' };
    assert.equal(waitingOf(evidence)?.until, new Date(1_795_485_600_000).toISOString().replace('.000Z', 'Z'));
  });

  it('is not told of an allowed window, and is ruled out by the headers of an organization', () => {
    assert.notEqual(topOf(refused({ headers: unified({ status: 'allowed_warning', '5h-status': 'allowed_warning' }) })), 'subscription-limit');
    assert.match(ruledOut(refused({ message: exceeds('50 requests'), buckets: ample }), 'subscription-limit') ?? '', /organization/);
  });
});

describe('pools beside the ordinary limits', () => {
  it('are told by their empty headers where the ordinary ones had room', () => {
    assert.equal(verdictOn(refused({ buckets: [...ample, bucket('fast-output-tokens', 0, 20_000)] })), 'fast-mode-limit high');
    assert.equal(topOf(refused({ buckets: [...ample, bucket('priority-input-tokens', 0, 50_000)] })), 'priority-capacity');
    assert.notEqual(topOf(refused({ buckets: [...ample, bucket('fast-output-tokens', 20_000, 20_000)] })), 'fast-mode-limit');
  });

  it('give the wait of the pool that is empty', () => {
    assert.equal(waitingOf(refused({ buckets: [...ample, bucket('fast-output-tokens', 0, 60)] }))?.seconds, 1);
  });

  it('are told of batches by the path, unless the error names the requests of a minute or the request went elsewhere', () => {
    assert.equal(verdictOn(refused({ path: '/v1/messages/batches' })), 'batch-queue medium');
    assert.equal(topOf(refused({ path: '/v1/messages/batches', message: exceeds('50 requests') })), 'requests-per-minute');
    assert.equal(topOf(refused({ path: '/v1/messages' })), 'cannot-tell');
  });
});

describe('a gateway\'s own refusal', () => {
  const bare = { ...noEvidence, status: 429, occurrences: 1, headersShown: true };

  it('is told where a gateway shows itself and nothing shows Claude', () => {
    assert.equal(topOf({ ...bare, gateway: 'LiteLLM', message: 'No deployments available for selected model' }), 'gateway-limit');
  });

  it('is not told where the answer has marks of Claude, and is ruled out by them', () => {
    const passed = { ...bare, gateway: 'LiteLLM', errorType: 'rate_limit_error', requestId: 'req_011CU', buckets: [bucket('requests', 0, 50), bucket('input-tokens', 30_000, 30_000)] };
    assert.equal(topOf(passed), 'requests-per-minute');
    assert.ok(ruledOut(passed, 'gateway-limit'));
  });

  it('is told even where the service is not known to be Claude\'s, but no other service\'s limit is', () => {
    assert.equal(topOf({ ...bare, provider: 'other', message: 'Rate limit reached for gpt-4o' }), 'cannot-tell');
  });
});

describe('errors that are told by when they come', () => {
  it('tell an error inside a stream from an overload before any answer', () => {
    assert.equal(verdictOn({ ...noEvidence, occurrences: 1, midStream: true, errorType: 'overloaded_error', provider: 'anthropic' }), 'stream-error high');
    assert.equal(verdictOn({ ...noEvidence, occurrences: 1, midStream: true, errorType: 'api_error', provider: 'anthropic' }), 'stream-error high');
    assert.equal(verdictOn(refused({ status: 529, errorType: 'overloaded_error' })), 'overloaded high');
  });

  it('do not take a 429 to which a gateway gave another type for an invalid request', () => {
    // The form of github.com/FoundationAgents/OpenManus/issues/746.
    const evidence = refused({ errorType: 'invalid_request_error', message: 'This request would exceed the rate limit for your organization of 20,000 input tokens per minute.' });
    assert.deepEqual(diagnose(evidence, []).causes.map(({ id, confidence }) => [id, confidence]), [['input-tokens-per-minute', 'high']]);
  });

  it('do not take the failure of a service or a key for a limit', () => {
    assert.equal(topOf(refused({ status: 503, errorType: 'api_error', errorCode: 'cmek_key_unreachable' })), 'not-a-rate-limit');
    assert.equal(topOf(refused({ status: 403, errorType: 'permission_error' })), 'not-a-rate-limit');
    assert.equal(topOf(refused({ status: 401, errorType: 'authentication_error' })), 'authentication');
  });
});

describe('a sudden rise', () => {
  it('is sure by its code, and waits for the next minute where the server asks for nothing', () => {
    const evidence = refused({ errorCode: 'ramp_limit_exceeded', headers: { date: 'Tue, 24 Nov 2026 00:00:18 GMT' } });
    assert.equal(verdictOn(evidence), 'acceleration-limit high');
    assert.equal(waitingOf(evidence)?.seconds, 42);
    assert.equal(waitingOf({ ...evidence, retryAfterSeconds: 7 })?.seconds, 7);
  });
});

describe('the quotas of clouds', () => {
  it('may be zero, unless other requests of the text were answered', () => {
    for (const provider of ['vertex', 'bedrock'] as const) {
      const evidence = { ...noEvidence, status: 429, provider, occurrences: 1, message: 'Quota exceeded' };
      assert.match(waitingOf(evidence)?.text ?? '', /0/);
      assert.equal(waitingOf({ ...evidence, timeline: [entry('answer', 0), entry('error', 1)] })?.helps, 'yes');
    }
  });
});

describe('a log with several kinds of errors', () => {
  const overload = { status: 529, errorType: 'overloaded_error', message: 'Overloaded', count: 7 };
  const cap = { status: 429, errorType: 'rate_limit_error', errorCode: 'enforced_spend_limit_reached', count: 2 };

  it('names each limit of it once, with how many errors it stopped', () => {
    const evidence = refused({ errorCode: 'enforced_spend_limit_reached', occurrences: 11, groups: [cap, overload, { ...overload, message: 'Overloaded again', count: 2 }] });
    const { top, others } = diagnose(evidence, []);
    assert.equal(top, 'spend-cap');
    assert.deepEqual(others.map((other) => [other.top, other.count, other.confidence]), [['overloaded', 9, 'high']]);
  });

  it('does not name the diagnosed error again, nor what nothing shows', () => {
    const never = refused({ message: exceeds('30,000 input tokens'), inputTokens: 90_000, groups: [{ status: 429, errorType: 'rate_limit_error', message: exceeds('30,000 input tokens'), count: 3 }, { status: 429, count: 5 }] });
    assert.deepEqual(diagnose(never, []).others, []);
  });
});

describe('an answer that only reads like a limit\'s', () => {
  const said = (message: string, more: Parameters<typeof refused>[0] = {}) => verdictOn(refused({ message, ...more }));
  const bare = (message: string, more: Partial<Parameters<typeof diagnose>[0]> = {}) => verdictOn({ ...noEvidence, occurrences: 1, message, ...more });

  it('is no subscription\'s where the money of an organization is meant, and not surely one where any service can mean its own', () => {
    const cap = diagnose(refused({ message: 'You have reached your API usage limits: your organization has crossed its monthly API usage threshold.' }), []);
    assert.deepEqual(cap.causes.map(({ id }) => id), ['spend-cap']);
    assert.equal(bare('You have reached your request limit for today.', { status: 429 }), 'subscription-limit medium');
    assert.equal(bare('Usage limit reached.', { status: 429 }), 'subscription-limit medium');
  });

  it('is not surely the limit of open connections where a gateway or cloud can mean its own', () => {
    assert.equal(said('Number of concurrent connections has exceeded your rate limit. Please try again later.'), 'concurrent-connections high');
    assert.equal(bare('Too many concurrent requests.', { status: 429 }), 'concurrent-connections medium');
    assert.notEqual(bare('Too many concurrent requests.', { status: 429, gateway: 'LiteLLM' }).split(' ')[0], 'concurrent-connections');
  });

  it('is none of the pools that a limit\'s message only recommends', () => {
    const tail = ' Consider the Message Batches API for asynchronous processing, fast mode, or Priority Tier.';
    assert.equal(said(exceeds('30,000 input tokens') + tail), 'input-tokens-per-minute high');
  });

  it('is not surely an overload of Claude where nothing shows that Claude answered', () => {
    assert.equal(bare('Overloaded', { provider: 'anthropic' }), 'overloaded high');
    assert.equal(bare('Overloaded'), 'overloaded medium');
    assert.equal(bare('Overloaded', { status: 503 }), 'cannot-tell');
  });

  it('is no burst and not too large by the headers of another limit than the named one', () => {
    assert.equal(topOf(refused({ message: exceeds('50 requests'), buckets: [bucket('requests', 900, 1000)] })), 'requests-per-minute');
    assert.equal(topOf(refused({ message: exceeds('30,000 input tokens'), buckets: [bucket('input-tokens', 2_000_000, 2_000_000)] })), 'input-tokens-per-minute');
  });

  it('is no cloud\'s quota where only the cloud\'s name is seen', () => {
    for (const provider of ['vertex', 'bedrock'] as const) assert.equal(verdictOn({ ...noEvidence, provider, occurrences: 1 }), 'cannot-tell');
  });

  it('is no lack of Claude credit where a gateway asks for payment', () => {
    assert.equal(verdictOn({ ...noEvidence, status: 402, gateway: 'OpenRouter', occurrences: 1 }), 'gateway-limit high');
    assert.equal(verdictOn({ ...noEvidence, status: 402, provider: 'anthropic', occurrences: 1 }), 'credit-balance medium');
  });
});
