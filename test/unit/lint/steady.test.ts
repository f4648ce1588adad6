import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ClaudeCall } from '../../../src/lint/call';
import type { Finding } from '../../../src/lint/finding';
import { applyEdits, type Span, type TextEdit } from '../../../src/lint/source';
import { moveThrough, settle, type Steady } from '../../../src/lint/steady';

const text = 'const a = await client.messages.create(x);\nconst b = await other.messages.create(y);\n';

describe('findings while somebody types', () => {
  it('stay, moved along, while the text has a syntax error elsewhere', () => {
    const { steady } = settle(undefined, sound(text));
    const { text: typed, steady: moved } = type(text, steady!, { span: { start: 0, end: 0 }, text: 'if (\n' });
    const { shown } = settle(moved, { calls: [], findings: [], broken: true });
    assert.deepEqual(shown.map(({ span }) => typed.slice(span.start, span.end)), ['client.messages.create', 'other.messages.create']);
  });

  it('stay through several keys in a row', () => {
    let state = { text, steady: settle(undefined, sound(text)).steady! };
    for (const key of 'foo(') state = type(state.text, state.steady, { span: { start: state.text.indexOf('const a'), end: state.text.indexOf('const a') }, text: key });
    const settled = settle(state.steady, { calls: [], findings: [], broken: true });
    assert.equal(settled.shown.length, 2);
    assert.equal(settle(settled.steady, { calls: [], findings: [], broken: true }).shown.length, 2);
  });

  it('go when their own text is edited, and the others stay', () => {
    const { steady } = settle(undefined, sound(text));
    const at = text.indexOf('messages');
    const { text: typed, steady: moved } = type(text, steady!, { span: { start: at, end: at + 3 }, text: '' });
    const { shown } = settle(moved, { calls: [], findings: [], broken: true });
    assert.deepEqual(shown.map(({ span }) => typed.slice(span.start, span.end)), ['other.messages.create']);
  });

  it('go when letters are typed against their end, not when a space is', () => {
    const end = text.indexOf('create') + 'create'.length;
    const { steady } = settle(undefined, sound(text));
    assert.equal(moveThrough(steady!, { span: { start: end, end }, text: 'Many' }).findings.length, 1);
    assert.equal(moveThrough(steady!, { span: { start: end, end }, text: ' ' }).findings.length, 2);
  });

  it('give way to the real result as soon as the text parses', () => {
    const { steady } = settle(undefined, sound(text));
    assert.deepEqual(settle(steady, { calls: [], findings: [], broken: false }).shown, []);
  });

  it('appear for a call that is new, and not for one that was there without a finding', () => {
    const clean = sound(text);
    const { steady } = settle(undefined, { ...clean, findings: clean.findings.slice(0, 1) });
    const added = { start: text.length + 5, end: text.length + 9 };
    const broken = { calls: [], findings: [...clean.findings, finding(added)], broken: true };
    assert.deepEqual(settle(steady, broken).shown.map(({ span }) => span.start), [clean.findings[0]!.span.start, added.start]);
  });

  it('appear in a file that is broken from the start', () => {
    assert.equal(settle(undefined, { ...sound(text), broken: true }).shown.length, 2);
  });

  it('lose a reason whose text was edited, and keep the rest', () => {
    const reasons = [{ span: { start: 0, end: 5 }, message: 'here' }, { span: { start: 30, end: 32 }, message: 'there' }];
    const steady: Steady = { callees: [], findings: [{ ...finding({ start: 10, end: 12 }), reasons }] };
    const moved = moveThrough(steady, { span: { start: 2, end: 3 }, text: 'xyz' });
    assert.deepEqual(moved.findings[0]?.reasons, [{ span: { start: 32, end: 34 }, message: 'there' }]);
  });

  it('always underline the same text as before, whatever is typed', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ at: fc.nat(), remove: fc.nat(12), text: fc.string({ maxLength: 6 }) }), { maxLength: 12 }), (keys) => {
        let state = { text, steady: settle(undefined, sound(text)).steady! };
        for (const key of keys) {
          const start = key.at % (state.text.length + 1);
          state = type(state.text, state.steady, { span: { start, end: Math.min(start + key.remove, state.text.length) }, text: key.text });
        }
        for (const { span } of state.steady.findings) assert.match(state.text.slice(span.start, span.end), /^(?:client|other)\.messages\.create$/);
      }),
      { seed: 429 },
    );
  });
});

function type(before: string, steady: Steady, edit: TextEdit): { text: string; steady: Steady } {
  return { text: applyEdits(before, [edit]), steady: moveThrough(steady, edit) };
}

function sound(source: string) {
  const spans = [...source.matchAll(/\w+\.messages\.create/g)].map(({ index, 0: match }) => ({ start: index, end: index + match.length }));
  return { calls: spans.map(call), findings: spans.map(finding), broken: false };
}

function finding(span: Span): Finding {
  return { rule: 'weak-retry', severity: 'information', span, message: 'weak', reasons: [], call: 0 };
}

function call(calleeSpan: Span): ClaudeCall {
  return {
    span: calleeSpan,
    calleeSpan,
    language: 'typescript',
    provider: 'anthropic',
    via: 'sdk',
    library: '@anthropic-ai/sdk',
    api: 'messages.create',
    streaming: false,
    policy: { state: 'default', attempts: 3, covers429: true, covers529: true, coversConnection: true, retryAfter: 'honoured', maxWaitSeconds: 1.5, layers: [] },
    fanOut: { kind: 'none' },
    reasons: [],
  };
}
