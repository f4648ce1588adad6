import type { CallFact, Expr } from '../facts/facts';
import type { CallRef } from '../program/fileView';

/** The calls that the result of a call goes through: `.pipe(a(), b())`, `pipe(it, a(), b())` and `a(it, ...)`, inner first. */
export function stepsAfter({ chunk, call }: CallRef): readonly CallRef[] {
  const { calls } = chunk.facts;
  const steps: CallRef[] = [];
  const isCall = (expr: Expr, of: CallFact) => expr.kind === 'call' && calls[expr.call] === of;
  const inside = (outer: CallFact, from: number) => outer.args.slice(from).flatMap(({ value }) => (value.kind === 'call' ? (calls[value.call] ?? []) : [])).map((step) => ({ chunk, call: step }));
  for (let current = call; steps.length < 32; ) {
    const inner: CallFact = current;
    const chained = calls.find(({ callee }) => callee.kind === 'member' && isCall(callee.object, inner));
    const around = chained ?? calls.find(({ args }) => args.some(({ value }) => isCall(value, inner)));
    if (!around) break;
    const at = around.args.findIndex(({ value }) => isCall(value, inner));
    const pipes = (around.callee.kind === 'name' || around.callee.kind === 'member') && around.callee.name === 'pipe';
    if (pipes) steps.push(...inside(around, chained ? 0 : at + 1));
    else steps.push({ chunk, call: around });
    current = around;
  }
  return steps;
}
