import type { LanguageId } from '../../src/lint/call';

/** Text of any size that is hard on a parser or on what reads its tree. */
export interface Hostile {
  readonly name: string;
  readonly languages: readonly LanguageId[];
  readonly text: (size: number) => string;
}

const script = "import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic({ maxRetries: 0 });\n";
const python = 'import anthropic\nclient = anthropic.Anthropic(max_retries=0)\n';
const request = "client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, messages: [] })";
const pyRequest = "client.messages.create(model='claude-sonnet-5', max_tokens=9, messages=[])";

const scripts: readonly LanguageId[] = ['typescript', 'tsx', 'javascript'];

/** So that lines stay short: text with long lines is taken for generated and not read. */
const lines = (part: string, size: number) => Array.from({ length: Math.ceil(size / 60) }, (_, at) => part.repeat(Math.min(60, size - at * 60))).join('\n');
const nested = (open: string, inner: string, close: string) => (size: number) => `${script}const x = ${lines(open, size)}${inner}${lines(close, size)};\n${request};\n`;
const pyNested = (open: string, inner: string, close: string) => (size: number) => `${python}x = (${lines(open, size)}${inner}${lines(close, size)})\n${pyRequest}\n`;
const many = (part: (index: number) => string) => (size: number) => script + Array.from({ length: size }, (_, index) => part(index)).join('\n') + `\n${request};\n`;
const pyMany = (part: (index: number) => string) => (size: number) => python + Array.from({ length: size }, (_, index) => part(index)).join('\n') + `\n${pyRequest}\n`;

const inScript = (name: string, text: Hostile['text']): Hostile => ({ name, languages: scripts, text });
const inPython = (name: string, text: Hostile['text']): Hostile => ({ name, languages: ['python'], text });

export const hostile: readonly Hostile[] = [
  inScript('parentheses', nested('(', request, ')')),
  inScript('open parentheses', nested('(', '', '')),
  inScript('arrays', nested('[', request, ']')),
  inScript('objects', nested('{ a: ', request, '}')),
  inScript('arrow functions', nested('() => ', request, '')),
  inScript('functions', nested('function () { return ', request, '}')),
  inScript('template strings', nested('`${', request, '}`')),
  inScript('calls of calls', nested('f(', request, ')')),
  inScript('sums', nested('1 + ', request, '')),
  inScript('sums to the left', nested('1 + ', request, ' + 1')),
  inScript('nots', nested('!', request, '')),
  inScript('choices', nested('a ? b : ', request, '')),
  inScript('alternatives', nested('a || ', request, '')),
  inScript('assignments', nested('y = ', request, '')),
  inScript('awaits', nested('await ', request, '')),
  inScript('members', nested('', request, '.a')),
  inScript('called members', nested('', request, '.a(b)')),
  inScript('subscripts', nested('', request, '[0]')),
  inScript('parameter patterns', (size) => `${script}const f = (${lines('{ a: ', size)}b${lines('}', size)}) => ${request};\n`),
  inScript('patterns', (size) => `${script}const ${lines('[', size)}b${lines(']', size)} = ${request};\n`),
  inScript('types', (size) => `${script}let c: ${lines('(', size)}Anthropic${lines(')', size)};\n${request};\n`),
  inScript('blocks', (size) => `${script}${lines('{', size)}\n${request};\n${lines('}', size)}\n`),
  inScript('ifs', (size) => `${script}${lines('if (a) {', size)}\n${request};\n${lines('}', size)}\n`),
  inScript('else ifs', (size) => `${script}${lines('if (a) b(); else ', size)}\n${request};\n`),
  inScript('loops', (size) => `${script}${lines('for (;;) {', size)}\n${request};\n${lines('}', size)}\n`),
  inScript('tries', (size) => `${script}${lines('try {', size)}\n${request};\n${lines('} catch (e) { throw e }', size)}\n`),
  inScript('catches', (size) => `${script}${lines('try { a() } catch (e) {', size)}\n${request};\n${lines('}', size)}\n`),
  inScript('named functions', (size) => `${script}${lines('function f() {', size)}\n${request};\n${lines('}', size)}\n`),
  inScript('classes', (size) => `${script}${lines('class A { m() {', size)}\n${request};\n${lines('}}', size)}\n`),
  inScript('cases', (size) => `${script}function f(a) { switch (a) {\n${Array.from({ length: size }, (_, index) => `case ${index}:`).join('\n')}\n ${request}; } }\n`),
  inScript('full cases', (size) => `${script}function f(a) { switch (a) {\n${Array.from({ length: size }, (_, index) => `case ${index}: ${request}; break;`).join('\n')}\n} }\n`),
  inScript('requests', many((index) => `async function ask${index}() { return ${request} }`)),
  inScript('requests of one function', (size) => `${script}async function ask() {\n${`  await ${request};\n`.repeat(size)}}\n`),
  inScript('callers', (size) => `${script}const ask = () => ${request};\n${'ask();\n'.repeat(size)}`),
  inScript('callers in one function', (size) => `${script}const ask = () => ${request};\nfunction all() {\n${'ask();\n'.repeat(size)}}\n`),
  inScript('callbacks', (size) => `${script}function all() {\n${`run(() => ${request});\n`.repeat(size)}}\n`),
  inScript('a chain of functions', (size) => `${script}const f0 = () => ${request};\n${Array.from({ length: size }, (_, index) => `function f${index + 1}() { return f${index}() }`).join('\n')}\n`),
  inScript('functions that all call each other', (size) => `${script}const f0 = () => ${request};\n${Array.from({ length: size }, (_, index) => `function f${index + 1}() { f${index}(); f${index + 2}(); f0(); f${(index * 7) % size}() }`).join('\n')}\n`),
  inScript('a circle of names', (size) => `${script}${Array.from({ length: size }, (_, index) => `const a${index} = a${(index + 1) % size} ?? a${(index * 3) % size} ?? client;`).join('\n')}\na0.messages.create({ max_tokens: 1, messages: [] });\n`),
  inScript('one name, many values', (size) => `${script}let c = client;\n${Array.from({ length: size }, (_, index) => `function s${index}() { c = new Anthropic({ maxRetries: ${index} }) }`).join('\n')}\nc.messages.create({ max_tokens: 1, messages: [] });\n`),
  inScript('one name, many values, many requests', (size) => `${script}let c = client;\n${Array.from({ length: size }, (_, index) => `function s${index}() { c = new Anthropic({ maxRetries: ${index} }); return c.messages.create({ max_tokens: 1, messages: [] }) }`).join('\n')}\n`),
  inScript('bindings of one function', (size) => `${script}function f() {\n${Array.from({ length: size }, (_, index) => `const a${index} = client; a${index}.messages.create({ max_tokens: 1 });`).join('\n')}\n}\n`),
  inScript('imports', many((index) => `import a${index} from './a${index}';`)),
  inScript('exports', many((index) => `export { a${index} as b${index} } from './a${index}';`)),
  inScript('entries', (size) => `${script}const data = {\n${Array.from({ length: size }, (_, index) => `  k${index}: ${index},`).join('\n')}\n};\n${request};\n`),
  inScript('members of a class', (size) => `${script}class A {\n  client = client;\n${Array.from({ length: size }, (_, index) => `  m${index}() { return this.client.messages.create({ max_tokens: 1, messages: [] }) }`).join('\n')}\n}\n`),
  inScript('many small statements', many((index) => `x${index};`)),
  inScript('comments', many(() => '// client.messages.create()')),
  inScript('errors', many(() => ') } ] => const (')),
  inScript('an open string', (size) => `${script}${request};\nconst x = '${'a\n'.repeat(size)}`),
  inScript('an open template', (size) => `${script}${request};\nconst x = \`\${'a\n${'a\n'.repeat(size)}`),
  inScript('an open comment', (size) => `${script}${request};\n/* ${'a\n'.repeat(size)}`),
  inScript('a long line', (size) => `${script}${request};\nconst x = '${'a'.repeat(size * 100)}';\n${';\n'.repeat(size)}`),
  inScript('astral characters', many((index) => `const s${index} = '😀𝒳'; ${request}; // 👩‍👩‍👧`)),
  inScript('NUL', many(() => `\0 ${request}; '\0'`)),
  inScript('carriage returns', (size) => `${script}${request};\r${'x();\r'.repeat(size)}`),
  inPython('parentheses', pyNested('(', pyRequest, ')')),
  inPython('lists', pyNested('[', pyRequest, ']')),
  inPython('dictionaries', pyNested('{"a": ', pyRequest, '}')),
  inPython('lambdas', pyNested('lambda: ', pyRequest, '')),
  inPython('calls of calls', pyNested('f(', pyRequest, ')')),
  inPython('called members', pyNested('', pyRequest, '.a(b)')),
  inPython('members', pyNested('', pyRequest, '.a')),
  inPython('subscripts', pyNested('', pyRequest, '[0]')),
  inPython('sums', pyNested('1 + ', pyRequest, '')),
  inPython('sums to the left', pyNested('', pyRequest, ' + 1')),
  inPython('alternatives', pyNested('', pyRequest, ' or a')),
  inPython('nots', pyNested('not ', pyRequest, '')),
  inPython('choices', pyNested('a if b else ', pyRequest, '')),
  inPython('comprehensions', pyNested('[', pyRequest, ' for a in b]')),
  inPython('f-strings', pyNested('f"{', pyRequest, '}"')),
  inPython('joined strings', pyNested('"a" ', '"b"', '')),
  inPython('patterns', (size) => `${python}${lines('[', size)}b${lines(']', size)} = ${pyRequest}\n`),
  inPython('types', (size) => `${python}c: ${lines('Optional[', size)}anthropic.Anthropic${lines(']', size)} = None\n${pyRequest}\n`),
  inPython('chains of assignments', (size) => `${python}${'a = '.repeat(size).replace(/((?:a = ){40})/g, '$1\\\n')}${pyRequest}\n`),
  inPython('blocks', (size) => `${python}${Array.from({ length: Math.min(size, 500) }, (_, index) => `${' '.repeat(index)}if a:`).join('\n')}\n${' '.repeat(Math.min(size, 500))}${pyRequest}\n`),
  inPython('functions', (size) => `${python}${Array.from({ length: Math.min(size, 500) }, (_, index) => `${' '.repeat(index)}def f${index}():`).join('\n')}\n${' '.repeat(Math.min(size, 500))}${pyRequest}\n`),
  inPython('tries', (size) => `${python}${Array.from({ length: Math.min(size, 300) }, (_, index) => `${' '.repeat(index)}try:`).join('\n')}\n${' '.repeat(Math.min(size, 300))}${pyRequest}\n${Array.from({ length: Math.min(size, 300) }, (_, index) => `${' '.repeat(Math.min(size, 300) - 1 - index)}except E:\n${' '.repeat(Math.min(size, 300) - index)}raise`).join('\n')}\n`),
  inPython('elifs', (size) => `${python}if a:\n  b()\n${'elif a:\n  b()\n'.repeat(size)}else:\n  ${pyRequest}\n`),
  inPython('cases', (size) => `${python}match a:\n${Array.from({ length: size }, (_, index) => `  case ${index}:\n    ${pyRequest}`).join('\n')}\n`),
  inPython('decorators', (size) => `${python}${'@retry(stop=a)\n'.repeat(size)}def f():\n  ${pyRequest}\n`),
  inPython('requests', pyMany((index) => `def ask${index}():\n  return ${pyRequest}`)),
  inPython('requests of one function', (size) => `${python}def ask():\n${`  ${pyRequest}\n`.repeat(size)}`),
  inPython('callers', (size) => `${python}def ask():\n  return ${pyRequest}\n${'ask()\n'.repeat(size)}`),
  inPython('callers in one function', (size) => `${python}def ask():\n  return ${pyRequest}\ndef all():\n${'  ask()\n'.repeat(size)}`),
  inPython('members of a class', (size) => `${python}class A:\n  def __init__(self):\n    self.client = client\n${Array.from({ length: size }, (_, index) => `  def m${index}(self):\n    return self.client.messages.create(max_tokens=1, messages=[])`).join('\n')}\n`),
  inPython('a chain of functions', (size) => `${python}def f0():\n  return ${pyRequest}\n${Array.from({ length: size }, (_, index) => `def f${index + 1}():\n  return f${index}()`).join('\n')}\n`),
  inPython('one name, many values', (size) => `${python}${Array.from({ length: size }, (_, index) => `def s${index}():\n  global client\n  client = anthropic.Anthropic(max_retries=${index})\n  client.messages.create()`).join('\n')}\n`),
  inPython('statements on one line', (size) => `${python}${`${'x; '.repeat(50)}x\n`.repeat(Math.ceil(size / 50))}${pyRequest}\n`),
  inPython('many small statements', pyMany((index) => `x${index}`)),
  inPython('bindings of one function', (size) => `${python}def f():\n${Array.from({ length: size }, (_, index) => `  a${index} = client\n  a${index}.messages.create(max_tokens=1)`).join('\n')}\n`),
  inPython('errors', pyMany(() => ') } ] := def (')),
  inPython('an open string', (size) => `${python}${pyRequest}\nx = """${'a\n'.repeat(size)}`),
  inPython('tabs and spaces', pyMany((index) => `if a:\n${index % 2 === 0 ? '\t' : '        '}${pyRequest}`)),
  inPython('astral characters', pyMany((index) => `s${index} = '😀𝒳'; ${pyRequest} # 👩‍👩‍👧`)),
  inPython('NUL', pyMany(() => `\0 ${pyRequest}; '\0'`)),
  inPython('carriage returns', (size) => `${python}${pyRequest}\r${'x()\r'.repeat(size)}`),
];
