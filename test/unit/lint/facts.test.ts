import assert from 'node:assert/strict';
import type { LanguageId } from '../../../src/lint/call';
import type { DeclarationFacts, Expr, Region } from '../../../src/lint/facts/facts';
import { factsOf } from './support';

type Plain = Record<string, unknown>;

/** The facts of the first top-level node, without spans and without what is undefined: as they are stored. */
async function read(language: LanguageId, code: string): Promise<{ readonly facts: DeclarationFacts; readonly plain: Readonly<Record<keyof DeclarationFacts, Plain[]>>; readonly text: string }> {
  const [first] = await factsOf(language, code);
  assert.ok(first, 'no top-level node');
  const plain = JSON.parse(JSON.stringify(first.facts, (key, value: unknown) => (/span$|^header$/i.test(key) ? undefined : value))) as Record<keyof DeclarationFacts, Plain[]>;
  return { ...first, plain };
}

const python = (code: string) => read('python', code);
const typescript = (code: string) => read('typescript', code);
const javascript = (code: string) => read('javascript', code);

/** The value of `x = <code>`. */
async function value(language: LanguageId, code: string): Promise<unknown> {
  const { plain } = await read(language, language === 'python' ? `x = ${code}` : `const x = ${code}`);
  return plain.bindings.find((binding) => binding.name === 'x')?.value;
}

/** Where each call of a plain name happens: the kinds of the regions around it, outermost first. */
function around({ facts }: { readonly facts: DeclarationFacts }): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { callee, region } of facts.calls) if (callee.kind === 'name') found[callee.name] = path(facts, region).join(' ');
  return found;
}

function path(facts: DeclarationFacts, region: number): string[] {
  const at: Region | undefined = facts.regions[region];
  return at && at.kind !== 'top' ? [...path(facts, at.parent), at.kind] : [];
}

const name = (of: string) => ({ kind: 'name', name: of });
const number = (of: number) => ({ kind: 'number', value: of });
const binary = (left: unknown, op: string, right: unknown) => ({ kind: 'binary', op, left, right });
const member = (object: unknown, of: string) => ({ kind: 'member', object, name: of });
const self = { kind: 'this' };

describe('the facts of Python', () => {
  describe('imports', () => {
    const imported = async (code: string) => (await python(code)).plain.imports.map((fact) => `${String(fact.local)} = ${String(fact.module)}:${String(fact.name)}`);

    it('names the module and the local name, also of aliases and of dotted modules', async () => {
      assert.deepEqual(await imported('import anthropic, anthropic as a, a.b.c, a.b as c'), ['anthropic = anthropic:*', 'a = anthropic:*', 'a = a:*', 'c = a.b:*']);
    });
    it('names what is imported from a module, relative ones too, and everything as *', async () => {
      assert.deepEqual(await imported('from anthropic import (Anthropic as A, RateLimitError,)'), ['A = anthropic:Anthropic', 'RateLimitError = anthropic:RateLimitError']);
      assert.deepEqual(await imported('from .client import client'), ['client = .client:client']);
      assert.deepEqual(await imported('from . import client'), ['client = .:client']);
      assert.deepEqual(await imported('from x import *'), ['* = x:*']);
    });
  });

  describe('names', () => {
    it('binds every name of a chain, of tuples and of a walrus', async () => {
      assert.deepEqual(
        (await python('a = b = X()')).plain.bindings.map((binding) => [binding.name, binding.value]),
        [
          ['a', { kind: 'call', call: 0 }],
          ['b', { kind: 'call', call: 0 }],
        ],
      );
      assert.deepEqual(
        (await python('a, (b, *c) = f()')).plain.bindings.map((binding) => [binding.name, binding.path]),
        [
          ['a', ['0']],
          ['b', ['1', '0']],
          ['c', ['1', '1', '...']],
        ],
      );
      assert.deepEqual(
        (await python('if (n := f()) > 1: pass')).plain.bindings.map((binding) => binding.name),
        ['n'],
      );
    });
    it('reads delay *= 2 as a new value made of the old one', async () => {
      assert.deepEqual((await python('delay *= 2')).plain.bindings[0]?.value, binary(name('delay'), '*', number(2)));
    });
    it('finds the client type within optional, annotated and quoted annotations, and none within containers', async () => {
      for (const annotation of ['A', 'Optional[A]', 'A | None', 'typing.Union[A, None]', '"A"', 'Annotated[A, Depends(get)]', '"Optional[A]"', 'Optional["A"]', 'Final[A]'])
        assert.deepEqual((await python(`x: ${annotation} = None`)).plain.bindings[0]?.types, [name('A')], annotation);
      assert.deepEqual((await python('x: "sdk.A"')).plain.bindings[0]?.types, [member(name('sdk'), 'A')]);
      for (const annotation of ['list[A]', '"dict[str, A]"']) assert.deepEqual((await python(`x: ${annotation}`)).plain.bindings[0]?.types, [], annotation);
    });
    it('keeps a function\u2019s names in the function, and hands global and nonlocal ones out', async () => {
      const { facts } = await python('def f():\n  global client\n  if x:\n    client = A()\n    n = 1\n  def g():\n    nonlocal n\n    n = 2\n');
      const scopes = facts.bindings.map((binding) => `${binding.name}: ${binding.scope === undefined ? 'elsewhere' : path(facts, binding.scope).join(' ')}`);
      assert.deepEqual(scopes, ['f: ', 'client: elsewhere', 'n: function', 'g: function', 'n: elsewhere']);
    });
    it('exports the file\u2019s own names without a leading underscore', async () => {
      assert.equal((await python('client = A()')).facts.bindings[0]?.exported, true);
      assert.equal((await python('_client = A()')).facts.bindings[0]?.exported, false);
      assert.equal((await python('def f():\n  x = 1')).facts.bindings[1]?.exported, false);
    });
    it('binds the name after with ... as to what is entered', async () => {
      const { plain } = await python('with A() as client, (await f()) as g: pass');
      assert.deepEqual(
        plain.bindings.map((binding) => [binding.name, binding.value]),
        [
          ['client', { kind: 'call', call: 0 }],
          ['g', { kind: 'call', call: 1 }],
        ],
      );
    });
  });

  describe('functions and classes', () => {
    it('tells parameters with their types and defaults, and leaves self out of a method\u2019s', async () => {
      const { plain } = await python('class A:\n  def f(self, a, b: B, c=1, *args, d: "D" = None, **kw): pass\n');
      const params = plain.functions[0]?.params as { names: { name: string }[]; types: unknown[]; fallback?: unknown; rest: boolean }[];
      assert.deepEqual(
        params.map((param) => [param.names[0]?.name, param.types, param.fallback, param.rest]),
        [
          ['a', [], undefined, false],
          ['b', [name('B')], undefined, false],
          ['c', [], number(1), false],
          ['args', [], undefined, true],
          ['d', [name('D')], { kind: 'null' }, false],
          ['kw', [], undefined, true],
        ],
      );
    });
    it('keeps self in a static method and in a function outside of a class', async () => {
      for (const code of ['class A:\n  @staticmethod\n  def f(self): return self', 'def f(self): return self']) {
        const { plain } = await python(code);
        assert.equal((plain.functions[0]?.params as unknown[]).length, 1, code);
        assert.deepEqual(plain.exits[0]?.value, name('self'), code);
      }
    });
    it('means the object by a method\u2019s first parameter, also in closures, unless they have their own', async () => {
      const values = (await python('class A:\n  def f(me):\n    def g(): return me.x\n    def h(me): return me\n    return me\n')).plain.exits.map((exit) => exit.value);
      assert.deepEqual(values, [member(self, 'x'), name('me'), self]);
    });
    it('finds fields in the class body, in self.x = ... and in cls.x = ...', async () => {
      const { plain } = await python('class A:\n  client = B()\n  def __init__(self): self.a, self.b = 1, 2\n  @classmethod\n  def make(cls): cls.c = 3\n  def f(self): other.d = 4; e = 5\n');
      assert.deepEqual(
        plain.bindings.filter((binding) => binding.cls === 0).map((binding) => binding.name),
        ['client', '__init__', 'a', 'b', 'make', 'c', 'f'],
      );
      assert.ok(plain.bindings.every((binding) => binding.cls === undefined || binding.scope === undefined));
    });
    it('tells async functions, generators, lambdas, methods and bases apart', async () => {
      const { plain } = await python('class A(B, c.D, metaclass=E):\n  async def f(self): yield 1\n  def g(self):\n    h = lambda x: k(x)\n');
      assert.deepEqual(plain.classes[0]?.bases, [name('B'), member(name('c'), 'D')]);
      assert.deepEqual(
        plain.functions.map((fn) => [fn.name, fn.async, fn.generator, fn.cls, fn.result]),
        [
          ['f', true, true, 0, undefined],
          ['g', false, false, 0, undefined],
          ['h', false, false, undefined, { kind: 'call', call: 0 }],
        ],
      );
    });
    it('gives a function its decorators, which run outside of it, as defaults do', async () => {
      const read = await python('@retry(stop=stops())\n@backoff.on_exception\ndef f(client=Anthropic()): g()\n');
      assert.deepEqual(read.plain.functions[0]?.decorators, [{ kind: 'call', call: 0 }, member(name('backoff'), 'on_exception')]);
      assert.deepEqual(around(read), { retry: '', stops: '', Anthropic: '', g: 'function' });
    });
  });

  describe('calls', () => {
    it('tells arguments by position, by name and spread', async () => {
      const { facts, text } = await python('f(1, *a, k=v, **kw) # note');
      assert.deepEqual(
        facts.calls[0]?.args.map((arg) => [text.slice(arg.span.start, arg.span.end), arg.name, arg.spread]),
        [
          ['1', undefined, undefined],
          ['*a', undefined, 'positional'],
          ['k=v', 'k', undefined],
          ['**kw', undefined, 'named'],
        ],
      );
      const span = facts.calls[0].argsSpan;
      assert.equal(text.slice(span.start, span.end), '(1, *a, k=v, **kw)');
    });
    it('leaves comments between arguments out', async () => {
      assert.equal((await python('f(1, # one\n  2)')).facts.calls[0]?.args.length, 2);
    });
    it('tells how the result is used and whether it is awaited', async () => {
      const uses = async (code: string) => (await python(code)).facts.calls.map(({ use, awaited }) => (awaited ? `awaited ${use}` : use));
      assert.deepEqual(await uses('f()'), ['statement']);
      assert.deepEqual(await uses('await f()'), ['awaited statement']);
      assert.deepEqual(await uses('def g(): return (f())'), ['returned']);
      assert.deepEqual(await uses('h = lambda: f()'), ['returned']);
      assert.deepEqual(await uses('x = f().y'), ['chained']);
      assert.deepEqual(await uses('x = f()[0]'), ['chained']);
      assert.deepEqual(await uses('x = (await f()).y'), ['awaited value']);
      assert.deepEqual(await uses('with f() as x, g(): pass'), ['with', 'with']);
      assert.deepEqual(await uses('x = f()'), ['value']);
    });
  });

  describe('control flow', () => {
    const loops = async (code: string) => (await python(code)).plain.regions.flatMap((region) => (region.kind === 'loop' ? [region.loop as Plain] : []));

    it('tells loops by count, over items, while a test holds and forever', async () => {
      assert.deepEqual(await loops('for i in range(3): f()'), [{ form: 'count', variables: ['i'], over: { kind: 'call', call: 0 }, awaits: false }]);
      assert.deepEqual(await loops('async def g():\n  async for a, b in xs: f()'), [{ form: 'each', variables: ['a', 'b'], over: name('xs'), awaits: true }]);
      assert.deepEqual(await loops('while True: f()'), [{ form: 'forever', variables: [], over: { kind: 'boolean', value: true }, awaits: false }]);
      assert.deepEqual(await loops('while ok: f()'), [{ form: 'while', variables: [], over: name('ok'), awaits: false }]);
    });
    it('runs a loop\u2019s header and its else outside of the loop', async () => {
      assert.deepEqual(around(await python('for x in items(): f()\nelse: g()')), { items: '', f: 'loop', g: '' });
      assert.deepEqual(around(await python('while test(): f()\nelse: g()')), { test: '', f: 'loop', g: '' });
    });
    it('points at a loop by its keyword and header', async () => {
      const { facts, text } = await python('for x in items:\n  f()');
      const loop = facts.regions.find((region) => region.kind === 'loop')?.loop;
      assert.equal(text.slice(loop?.header.start, loop?.header.end), 'for x in items');
    });
    it('takes comprehensions and generators for loops, but not what they first go over', async () => {
      for (const code of ['[f(x) for x in g()]', '{f(x) for x in g()}', '{x: f(x) for x in g()}', 'h(f(x) for x in g())', 'gather(*(f(x) for x in g()))'])
        assert.deepEqual({ ...around(await python(code)), h: '', gather: '' }, { f: 'loop', g: '', h: '', gather: '' }, code);
      assert.deepEqual(around(await python('[x for x in g() if f(x) for y in h(x)]')), { g: '', f: 'loop', h: 'loop' });
      assert.deepEqual(around(await python('[x for y in g() for x in h(y)]')), { g: '', h: 'loop' });
      assert.equal((await loops('[x async for x in f()]'))[0]?.awaits, true);
    });
    it('ties except, else and finally to their try', async () => {
      const read = await python('try: a()\nexcept (A, m.B) as e: b()\nexcept C: c()\nexcept: d()\nelse: f()\nfinally: g()');
      assert.deepEqual(around(read), { a: 'try', b: 'handler', c: 'handler', d: 'handler', f: 'no-error', g: 'finally' });
      const handlers = read.plain.regions.filter((region) => region.kind === 'handler');
      assert.deepEqual(
        handlers.map((handler) => [handler.types, handler.name]),
        [
          [[name('A'), member(name('m'), 'B')], 'e'],
          [[name('C')], undefined],
          [[], undefined],
        ],
      );
      assert.ok(read.facts.regions.every((region) => !('try' in region) || read.facts.regions[region.try]?.kind === 'try'));
      assert.deepEqual((await python('try: a()\nexcept* A as e: b()')).plain.regions[2]?.types, [name('A')]);
    });
    it('nests elif in the else of what it follows', async () => {
      const read = await python('if a: f()\n# note\nelif b(): g()\nelse: h()');
      assert.deepEqual(around(read), { f: 'then', b: 'else', g: 'else then', h: 'else else' });
      const tests = read.facts.regions.flatMap((region) => ('test' in region ? [read.text.slice(region.test.span.start, region.test.span.end)] : []));
      assert.deepEqual(tests, ['a', 'a', 'b()', 'b()']);
    });
    it('reads a match as tests of its subject', async () => {
      const read = await python('match e.status:\n  case 429 | 529: f()\n  case 400 if x: g()\n  case _: h()');
      const status = member(name('e'), 'status');
      const busy = binary(binary(status, '===', number(429)), '||', binary(status, '===', number(529)));
      const bad = binary(binary(status, '===', number(400)), '&&', name('x'));
      assert.deepEqual(around(read), { f: 'then', g: 'then', h: 'then' });
      assert.deepEqual(
        read.plain.regions.slice(1).map((region) => region.test),
        [busy, bad, { kind: 'not', of: binary(busy, '||', bad) }],
      );
    });
    it('runs a with statement\u2019s body in it and its items before it', async () => {
      const read = await python('async def g():\n  async with gate(), f() as x: h()');
      assert.deepEqual(around(read), { gate: 'function', f: 'function', h: 'function with' });
      assert.equal((read.plain.regions[2]?.items as unknown[]).length, 2);
    });
    it('tells where control leaves and with what', async () => {
      const { plain } = await python('def f():\n  while x:\n    if a: break\n    elif b: continue\n    yield 1\n    yield from g\n    raise E from e\n  raise\n  return 2\n');
      assert.deepEqual(
        plain.exits.map((exit) => [exit.kind, exit.value]),
        [
          ['break', undefined],
          ['continue', undefined],
          ['yield', number(1)],
          ['yield', name('g')],
          ['throw', name('E')],
          ['throw', undefined],
          ['return', number(2)],
        ],
      );
    });
  });

  it('reads values as their JavaScript equals', async () => {
    const cases: readonly (readonly [string, unknown])[] = [
      ['1_000', number(1000)],
      ['1e3', number(1000)],
      ['-0.5', number(-0.5)],
      ['0x10', number(16)],
      ['None', { kind: 'null' }],
      ['True', { kind: 'boolean', value: true }],
      ['"a" \'b\'', { kind: 'string', value: 'ab' }],
      ["r'a\\b'", { kind: 'string', value: 'a\\b' }],
      ['"""long"""', { kind: 'string', value: 'long' }],
      ['f"a{b}{{c}}" "d"', { kind: 'template', parts: ['a', name('b'), '{c}', 'd'] }],
      ['f"plain"', { kind: 'string', value: 'plain' }],
      ['a["b"]', member(name('a'), 'b')],
      ['a[0]', { kind: 'index', object: name('a'), index: number(0) }],
      ['(1, 2)', { kind: 'list', items: [number(1), number(2)] }],
      ['{1, 2}', { kind: 'list', items: [number(1), number(2)] }],
      ['{"a": 1, **b, c: 2}', { kind: 'object', entries: [{ key: 'a', value: number(1) }], spreads: [name('b')] }],
      ['not a', { kind: 'not', of: name('a') }],
      ['a and b or c', binary(binary(name('a'), '&&', name('b')), '||', name('c'))],
      ['a == b', binary(name('a'), '===', name('b'))],
      ['a is not None', binary(name('a'), '!==', { kind: 'null' })],
      ['a not in b', binary(name('a'), 'not in', name('b'))],
      ['1 < a <= 3', binary(binary(number(1), '<', name('a')), '&&', binary(name('a'), '<=', number(3)))],
      ['2 ** a', binary(number(2), '**', name('a'))],
      ['a if b else c', { kind: 'choice', test: name('b'), then: name('a'), else: name('c') }],
      ['(await a)', name('a')],
      ['(y := a)', name('a')],
      ['1j', { kind: 'unknown' }],
    ];
    for (const [code, expected] of cases) assert.deepEqual(await value('python', code), expected, code);
  });
});

describe('the facts of JavaScript and TypeScript', () => {
  it('names what is imported, as what, and from where', async () => {
    const imported = async (code: string) => (await typescript(code)).plain.imports.map((fact) => `${String(fact.local)} = ${String(fact.module)}:${String(fact.name)}`);
    assert.deepEqual(await imported("import d, * as n from 'm'"), ['d = m:default', 'n = m:*']);
    assert.deepEqual(await imported('import { a as b, type T } from "m"'), ['b = m:a', 'T = m:T']);
    assert.deepEqual(await imported("import fs = require('fs')"), ['fs = fs:*']);
  });
  it('knows the place of each destructured name, also after a hole, and what a rest is without', async () => {
    const { plain } = await javascript('const { a, b: { c }, ...r } = f(), [, d, [e]] = g()');
    assert.deepEqual(
      plain.bindings.map((binding) => [binding.name, binding.path]),
      [
        ['a', ['a']],
        ['c', ['b', 'c']],
        ['r', ['...a,b']],
        ['d', ['1']],
        ['e', ['2', '0']],
      ],
    );
  });
  it('gives names to the block they are declared in, var to the function, and assignments to neither', async () => {
    const { facts } = await javascript('function f() { if (x) { let a = 1; var b = 2; c = 3 } }');
    const scopes = facts.bindings.map((binding) => `${binding.name}: ${binding.scope === undefined ? 'elsewhere' : path(facts, binding.scope).join(' ')}`);
    assert.deepEqual(scopes, ['f: ', 'a: function then', 'b: function', 'c: elsewhere']);
  });
  it('knows fields, private ones, and those that a constructor\u2019s parameter declares', async () => {
    const { plain } = await typescript('class A { #p = 1; q?: B | null; constructor(private client: C, d: D) { this.e = d } ask = async () => this.client }');
    assert.deepEqual(
      plain.bindings.filter((binding) => binding.cls === 0).map((binding) => [binding.name, binding.types]),
      [
        ['#p', []],
        ['q', [name('B')]],
        ['constructor', []],
        ['client', [name('C')]],
        ['e', []],
        ['ask', []],
      ],
    );
    assert.deepEqual(
      plain.functions.map((fn) => [fn.name, fn.cls]),
      [
        ['constructor', 0],
        ['ask', undefined],
      ],
    );
  });
  it('does not count a declared this among the parameters', async () => {
    assert.equal((await typescript('function f(this: A, b: number) {}')).facts.functions[0]?.params.length, 1);
  });
  it('exports what the file exports and not what stands inside of it', async () => {
    const { facts } = await typescript('export async function* ask() { function inner() {} }');
    assert.deepEqual(
      facts.functions.map((fn) => [fn.name, fn.exported, fn.async, fn.generator]),
      [
        ['ask', true, true, true],
        ['inner', false, false, false],
      ],
    );
  });
  it('knows under which names other files get what a file exports', async () => {
    const exportsOf = async (code: string) => (await typescript(code)).facts.exports.map(({ name, value, from }) => [name, from ? `${from.module} ${from.name}` : value?.kind]);
    assert.deepEqual(await exportsOf('export { a as b, c }'), [['b', 'name'], ['c', 'name']]);
    assert.deepEqual(await exportsOf("export { a as b } from './a'"), [['b', './a a']]);
    assert.deepEqual(await exportsOf("export * from './a'"), [['*', './a *']]);
    assert.deepEqual(await exportsOf("export * as all from './a'"), [['all', './a *']]);
    assert.deepEqual(await exportsOf('export default new Client()'), [['default', 'call']]);
    assert.deepEqual(await exportsOf('export default async function ask() {}'), [['default', 'name']]);
    assert.deepEqual(await exportsOf('export default () => ask()'), [['default', 'function']]);
    assert.deepEqual(await exportsOf('export = ask'), [['=', 'name']]);
    assert.deepEqual(await exportsOf('module.exports = { a }'), [['=', 'object']]);
    assert.deepEqual(await exportsOf('exports.ask = function () {}'), [['ask', 'function']]);
    assert.deepEqual(await exportsOf('export const a = 1'), []);
  });
  it('tells how a result is used and whether it is awaited', async () => {
    const uses = async (code: string) => (await typescript(code)).facts.calls.map(({ use, awaited, isNew }) => [...(isNew ? ['new'] : []), ...(awaited ? ['awaited'] : []), use].join(' '));
    assert.deepEqual(await uses('await f()'), ['awaited statement']);
    assert.deepEqual(await uses('const g = () => f() as A'), ['returned']);
    assert.deepEqual(await uses('const x = (await f()).y'), ['awaited value']);
    assert.deepEqual(await uses('const x = await f().y'), ['chained']);
    assert.deepEqual(await uses('const x = new F'), ['new value']);
  });
  it('tells loops by count, over items, while a test holds and forever', async () => {
    const loop = async (code: string) => (await javascript(code)).plain.regions.find((region) => region.kind === 'loop')?.loop;
    const below = binary(name('i'), '<', number(3));
    assert.deepEqual(await loop('for (let i = 1; i < 3; i++) f()'), { form: 'count', variables: ['i'], from: number(1), over: below, awaits: false });
    assert.deepEqual(await loop('for (i = 1; i < 3; i++) f()'), { form: 'count', variables: ['i'], from: number(1), over: below, awaits: false });
    assert.deepEqual(await loop('for (;;) f()'), { form: 'forever', variables: [], awaits: false });
    assert.deepEqual(await loop('for await (const { a } of xs) f()'), { form: 'each', variables: ['a'], over: name('xs'), awaits: true });
    assert.deepEqual(await loop('while (ok) f()'), { form: 'while', variables: [], over: name('ok'), awaits: false });
    assert.deepEqual(await loop('do f(); while (1)'), { form: 'forever', variables: [], over: number(1), awaits: false });
  });
  it('puts a body without braces and semicolons inside its loop and its branch', async () => {
    assert.deepEqual(around(await javascript('while (a()) f()')), { a: '', f: 'loop' });
    assert.deepEqual(around(await javascript('for (const x of a()) f()')), { a: '', f: 'loop' });
    assert.deepEqual(around(await javascript('if (a()) f()\nelse if (b()) g()\nelse h()')), { a: '', f: 'then', b: 'else', g: 'else then', h: 'else else' });
    assert.deepEqual(around(await javascript('if (a) while (b) f()')), { f: 'then loop' });
    assert.deepEqual(around(await javascript('if (a) for (;;) f()')), { f: 'then loop' });
    assert.deepEqual(
      (await javascript('while (a) for (;;) f()')).plain.regions.map((region) => (region.loop as Plain | undefined)?.form),
      [undefined, 'while', 'forever'],
    );
  });
  it('ties catch and finally to their try', async () => {
    const read = await javascript('try { a() } catch (e) { b() } finally { c() }');
    assert.deepEqual(around(read), { a: 'try', b: 'handler', c: 'finally' });
    assert.ok(read.facts.regions.every((region) => !('try' in region) || read.facts.regions[region.try]?.kind === 'try'));
  });
  it('reads a switch as tests of its value, whose break leaves no loop', async () => {
    const read = await javascript('while (1) { switch (s) { case 1: case 2: f(); break; case 3: if (x) break; continue; default: throw e } }');
    const is = (of: number) => binary(name('s'), '===', number(of));
    assert.deepEqual(around(read), { f: 'loop then' });
    assert.deepEqual(
      read.plain.regions.filter((region) => region.parent === 1).map((region) => region.test),
      [binary(is(1), '||', is(2)), is(3), { kind: 'not', of: binary(binary(is(1), '||', is(2)), '||', is(3)) }],
    );
    assert.deepEqual(
      read.facts.exits.map((exit) => exit.kind),
      ['continue', 'throw'],
    );
    assert.deepEqual(
      (await javascript('outer: while (1) { switch (s) { case 1: while (x) break; default: break outer } }')).facts.exits.map((exit) => exit.kind),
      ['break', 'break'],
    );
  });
  it('reads values through parentheses, await, casts and optional chaining', async () => {
    const cases: readonly (readonly [string, unknown])[] = [
      ['-1_000', number(-1000)],
      ['undefined', { kind: 'null' }],
      ['`a${b}`', { kind: 'template', parts: ['a', name('b')] }],
      ['`a`', { kind: 'string', value: 'a' }],
      ['a?.b?.["c"]', member(member(name('a'), 'b'), 'c')],
      ['(await a)! as B', name('a')],
      ['{ a: 1, "b": 2, ["c"]: 3, d, ...e }', { kind: 'object', entries: ['a', 'b', 'c', 'd'].map((key, at) => ({ key, value: key === 'd' ? name('d') : number(at + 1) })), spreads: [name('e')] }],
      ['a == null', binary(name('a'), '===', { kind: 'null' })],
      ['a instanceof B', binary(name('a'), 'instanceof', name('B'))],
      ['a ? b : c', { kind: 'choice', test: name('a'), then: name('b'), else: name('c') }],
      ['!a', { kind: 'not', of: name('a') }],
    ];
    for (const [code, expected] of cases) assert.deepEqual(await value('typescript', code), expected, code);
  });
});

describe('facts in any language', () => {
  const samples: readonly (readonly [LanguageId, string])[] = [
    [
      'python',
      '@retry(stop=3)\nasync def ask(self, q: "str" = f"a{b}", *, n=[g(x) async for x in y if z]):\n  global k\n  for i in range(3):\n    try:\n      async with c.stream(**{"a": 1, **d}) as s, t: return await s.f(lambda v: v[0] ** -2)\n    except (A, B.C) as e:\n      if 1 < e.status <= 3 and not x: raise\n      elif (m := e.h["retry-after"]) is not None: continue\n      else: self.x, y = m if m else 2, 1\n    else: break\n    finally: yield\n  match e:\n    case A(s=1) | 2 | None: pass\n    case _ if x: pass\n    case [a, *b]: pass\nclass K(L, metaclass=M):\n  x: Optional[A]\n  @classmethod\n  def f(cls, *a, **k): cls.y = a\nfrom .a import (b as c, d)\n',
    ],
    [
      'tsx',
      'import a, { type B as c } from "d";\nexport class A<T> extends B<C> implements D { @dec(1) private x?: E = new E(); constructor(readonly y: F, { z = 1, ...w }: G = {}) { super(); this.q ||= y! } async *m() { for await (const [, a] of b) yield* a } }\nexport const f = async ({ a }: P) => { for (let i = 0; i < 3; i++) try { return await g(...h, { ...a, ["b"]: `c${d}` }) } catch ({ status }) { switch (status) { case 1: case 2: break; default: throw new E } } finally { i-- } do x++; while (y as Z) };\nmodule.exports = { f };\nconst v = <div a={b()}>{c?.[0]}</div>;\n',
    ],
  ];

  it('reads half-typed code without an exception, and as plain data', async function () {
    this.timeout(60_000);
    for (const [language, code] of samples)
      for (let end = 0; end <= code.length; end += 3) {
        for (const half of [code.slice(0, end), code.slice(0, end) + code.slice(end + 5)])
          for (const { facts } of await factsOf(language, half)) {
            assert.deepEqual(JSON.parse(JSON.stringify(facts)), JSON.parse(JSON.stringify(structuredClone(facts))));
            for (const region of facts.regions.slice(1)) assert.ok(facts.regions[region.parent], 'a region without its parent');
            for (const binding of facts.bindings) if (binding.cls !== undefined) assert.ok(facts.classes[binding.cls], 'a field without its class');
            for (const call of facts.calls) assert.ok(facts.regions[call.region], 'a call without its region');
          }
      }
  });
  it('says which part of a declaration it could not read', async () => {
    for (const [language, code] of [
      ['python', 'x = f(1 2 $)'],
      ['typescript', 'const x = f(1 # 2)'],
    ] as const)
      assert.ok((await factsOf(language, code)).some(({ facts }) => facts.errors.length > 0), language);
  });
  it('counts offsets from the start of the declaration, so that they survive a change before it', async () => {
    for (const [language, code] of [
      ['python', 'def f():\n  return g(1)\n'],
      ['typescript', 'const f = () => g(1);\n'],
    ] as const) {
      const [alone] = await factsOf(language, code);
      const after = (await factsOf(language, `${language === 'python' ? 'x = 1' : 'x = 1;'}\n\n${code}`))[1];
      assert.deepEqual(after, alone);
    }
  });
  it('names each call where it is used as a value', async () => {
    const { facts } = await javascript('const x = f(g(1), [h()])');
    const [outer] = facts.calls;
    const callAt = (expr: Expr | undefined) => (expr?.kind === 'call' ? facts.calls[expr.call]?.callee : undefined);
    assert.deepEqual(callAt(outer?.args[0]?.value)?.kind, 'name');
    assert.deepEqual(
      facts.calls.map(({ callee }) => (callee.kind === 'name' ? callee.name : '')),
      ['f', 'g', 'h'],
    );
  });
});
