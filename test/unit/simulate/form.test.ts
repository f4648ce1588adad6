import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Snapshot } from '../../../src/limits/snapshot';
import { tiers } from '../../../src/limits/tiers';
import { type FieldName, type Form, arrivals, fieldNames, fields, formOf, keptForm, readForm, storms } from '../../../src/simulate/form';
import { isSimulationRequest, placeIn } from '../../../src/simulate/simulationMessage';
import { startingLimits } from '../../../src/simulate/startingLimits';
import { usualWorkload, workloadOf } from '../../../src/simulate/workloadOf';

const usual = formOf(usualWorkload, tiers.start);
const typed = (name: FieldName, text: string, form: Form = usual): Form => ({ ...form, numbers: { ...form.numbers, [name]: text } });
const problems = (form: Form) => {
  const read = readForm(form);
  return 'problems' in read ? read.problems : {};
};

describe('the fields of a simulation', () => {
  it('say what they were filled with', () => {
    for (const workload of [usualWorkload, workloadOf({ kind: 'parallel', limit: 7 }), workloadOf({ kind: 'loop' })]) assert.deepEqual(readForm(formOf(workload, tiers.build)), { workload, limits: tiers.build, storm: {} });
  });

  it('take the least and the most of each, and say what is wrong beyond, empty or no number', () => {
    for (const name of fieldNames) {
      const { least, most, empty } = fields[name];
      for (const fits of [least, most]) assert.deepEqual(problems(typed(name, String(fits))), {}, `${name} ${fits}`);
      for (const wrong of [String(least - 1), String(most + 1), 'x', '-1', 'NaN', '1e999']) assert.match(problems(typed(name, wrong))[name] ?? '', /^It takes (?:whole )?numbers from [\d.,]+ to [\d,]+/, `${name} ${wrong}`);
      assert.equal(problems(typed(name, ' '))[name] === undefined, empty !== undefined, name);
    }
    assert.match(problems(typed('calls', '1.5')).calls ?? '', /whole numbers from 1 to 2,000/);
  });

  it('leave a rate alone that does not count', () => {
    assert.deepEqual(problems({ ...typed('perMinute', ''), arrivals: 'at-once' }), {});
    assert.ok(problems(typed('perMinute', '')).perMinute);
  });

  it('have a storm for each name', () => {
    const read = Object.keys(storms).map((storm) => readForm({ ...usual, storm: storm as Form['storm'] }));
    assert.equal(new Set(read.map((one) => JSON.stringify(one))).size, 5);
  });

  it('come back as they were kept, and not from anything else', () => {
    assert.deepEqual(keptForm(JSON.parse(JSON.stringify(usual))), usual);
    for (const kind of Object.keys(arrivals)) assert.equal(keptForm({ ...usual, arrivals: kind })?.arrivals, kind);
    for (const wrong of [undefined, null, 1, 'text', [], {}, { ...usual, arrivals: 'toString' }, { ...usual, storm: 'constructor' }, { ...usual, numbers: null }, { ...usual, numbers: { ...usual.numbers, calls: 3 } }]) assert.equal(keptForm(wrong), undefined);
    fc.assert(fc.property(fc.anything(), (value) => keptForm(value) === undefined));
  });
});

describe('a message of the page', () => {
  it('is a request to load, and its state has a place, or it is nothing', () => {
    assert.ok(isSimulationRequest({ type: 'load' }));
    const place = { uri: 'file:///a.ts', line: 3, character: 0 };
    assert.deepEqual(placeIn({ place, form: usual }), place);
    for (const wrong of [undefined, null, {}, { place: null }, { place: { ...place, line: -1 } }, { place: { ...place, character: 0.5 } }, { place: { ...place, uri: 7 } }]) assert.equal(placeIn(wrong), undefined);
    fc.assert(fc.property(fc.anything(), (value) => placeIn(value) === undefined && !isSimulationRequest(value)));
  });
});

describe('the limits that a simulation begins with', () => {
  const now = 10 * 60_000;
  const reading = (model: string, at: number, buckets: Snapshot['buckets']): Snapshot => ({ model, at, status: 200, buckets });
  const all: Snapshot['buckets'] = [{ id: 'requests', limit: 50 }, { id: 'input-tokens', limit: 30_000, remaining: 7 }, { id: 'output-tokens', limit: 8_000 }];

  it('are those last read of the model’s class, with their age', () => {
    const readings = [reading('claude-sonnet-4-5', now - 9 * 60_000, [{ id: 'requests', limit: 9 }]), reading('claude-sonnet-4-6', now - 2 * 60_000, all), reading('claude-haiku-4-5', now, [{ id: 'requests', limit: 1 }]), reading('claude-sonnet-4-5', now, [{ id: 'requests', remaining: 0 }])];
    assert.deepEqual(startingLimits('claude-sonnet-4-5-20250929', { readings, now }), { limits: { rpm: 50, itpm: 30_000, otpm: 8_000 }, origin: 'read', from: 'Limits of claude-sonnet-4-6 as last read, 2 min ago.' });
  });

  it('are the Start tier’s where a reading does not tell, which is said', () => {
    const { limits, from } = startingLimits('claude-haiku-4-5', { readings: [reading('claude-haiku-4-5', now, [{ id: 'requests', limit: 50 }, { id: 'input-tokens', limit: 0 }])], now });
    assert.deepEqual(limits, { ...tiers.start, rpm: 50 });
    assert.equal(from, 'Limits of claude-haiku-4-5 as last read, just now; it did not tell of input tokens and output tokens, which the Start tier gives.');
    for (const [model, why] of [['claude-opus-5-5', /none of claude-opus-5-5 were read/], [undefined, /the code does not tell the model/]] as const) {
      const none = startingLimits(model, { readings: [reading('claude-haiku-4-5', now, all)], now });
      assert.deepEqual([none.limits, none.origin], [tiers.start, 'tier']);
      assert.match(none.from, why);
    }
  });
});
