import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseConfig } from '../../../src/io/config/parseConfig';

describe('the text of a config', () => {
  const problems = (text: string) => parseConfig(text).problems.map(({ span, message }) => `${text.slice(span.start, span.end)} | ${message}`);

  it('is JSON in which comments and a last comma may stand', () => {
    assert.deepEqual(parseConfig('// why\n{ "rules": { "weak-retry": "off", /* so */ }, "exclude": ["./a/", "!./b", "c"] }'), {
      config: { rules: { 'weak-retry': 'off' }, exclude: ['/a/', '!/b', 'c'] },
      problems: [],
    });
  });

  it('has a problem with a place and what is expected for all that it cannot say', () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ['', /no JSON: expected a value\./],
      ['{ "rules": {} "exclude": [] }', /^"exclude" \| .*expected a comma/],
      ['{ "rules": {', /expected }/],
      ["{ 'rules': {} }", /^'rules' \| .*expected a text in double quotes/],
      ['{ "exclude": ["a] }', /no closing quote/],
      ['[]', /^\[\] \| Expected an object such as/],
      ['{ "rules": [] }', /^\[\] \| Expected an object with the level of each rule/],
      ['{ "rules": { "weak-retry": true } }', /^true \| Expected a level\. Levels are: off, hint/],
      ['{ "rules": { "weak-retry": "off", "weak-retry": "hint" } }', /^"weak-retry" \| .* stands here twice/],
      ['{ "exclude": "a" }', /^"a" \| Expected a list of patterns/],
      ['{ "exclude": ["a", 1] }', /^1 \| Expected a pattern/],
      ['{ "exclude": ["../a"] }', /cannot lead out of it/],
      ['{ "$schema": 1 }', /^1 \| Expected the address/],
      ['['.repeat(200_000), /nested too deeply/],
    ];
    for (const [text, problem] of cases) assert.match(problems(text).join('\n'), problem, text.slice(0, 80));
  });

  it('keeps what can be understood beside a mistake', () => {
    const { config } = parseConfig('{ "rules": { "weak-retry": "off", "nonsense": "off" }, "exclude": [1, "a"], "else": 1 }');
    assert.deepEqual(config, { rules: { 'weak-retry': 'off' }, exclude: ['a'] });
  });

  it('never makes it fail, and has problems only within it', () => {
    const pieces = fc.array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"rules"', '"exclude"', '"weak-retry"', '"off"', '1', 'null', '//', '/*', '\n', '"', '\\', '"../"', '"__proto__"'), { maxLength: 30 });
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        for (const { span } of parseConfig(text).problems) assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, text);
      }),
      { seed: 20261126, numRuns: 2000 },
    );
  });
});
