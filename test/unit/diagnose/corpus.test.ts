import assert from 'node:assert/strict';
import { causes } from '../../../src/diagnose/causes';
import { causeIds, driverIds } from '../../diagnoses/causeIds';
import { figures } from '../../diagnoses/figures';
import { measure } from '../../diagnoses/measure';
import { corpora, readPieces } from '../../diagnoses/readPieces';
import { setOf } from '../../diagnoses/setOf';
import { wrongAnswers } from '../../diagnoses/wrongAnswers';

const pieces = corpora.flatMap(readPieces);

describe('the diagnosis of evidence whose true cause is known', () => {
  const outcomes = measure(pieces);
  const { right, high, highRight } = figures(outcomes);
  const wrong = wrongAnswers(outcomes).join('\n');

  it('names the true cause first in at least 95 of 100 pieces', () => {
    assert.ok(right >= 0.95 * pieces.length, `${right} of ${pieces.length} are right. These are not:\n${wrong}`);
  });

  it('is right in at least 99 of 100 pieces of which it is sure', () => {
    const sure = wrongAnswers(outcomes.filter(({ confidence }) => confidence === 'high')).join('\n');
    assert.ok(high > 0 && highRight >= 0.99 * high, `${highRight} of ${high} are right. These are not:\n${sure}`);
  });

  for (const cause of new Set(pieces.map((piece) => piece.cause))) {
    it(`finds ${cause} in at least 80 of 100 pieces`, () => {
      const own = outcomes.filter(({ piece }) => piece.cause === cause);
      assert.ok(figures(own).right >= 0.8 * own.length, `${figures(own).right} of ${own.length} are right. These are not:\n${wrongAnswers(own).join('\n')}`);
    });
  }
});

describe('the corpus of evidence', () => {
  it('holds at least 150 pieces of public sources and 30 with no Claude limit to tell', () => {
    assert.ok(readPieces('threads').length >= 150);
    assert.ok(pieces.filter(({ cause }) => cause === 'cannot-tell').length >= 30);
  });

  it('names for each piece a source, a known cause, and why', () => {
    const known = (id: string) => causeIds.includes(id);
    const faulty = pieces.filter(({ source, why, cause, also = [], driver, text }) => source === '' || why === '' || text.trim() === '' || ![cause, ...also].every(known) || also.includes(cause) || (driver !== undefined && !driverIds.includes(driver)));
    assert.deepEqual(faulty.map(({ id }) => id), []);
  });

  it('can name every cause that the diagnosis knows', () => {
    assert.deepEqual(causes.map(({ id }) => id).filter((id) => ![...causeIds, ...driverIds].includes(id)), []);
  });

  it('has no id and no text twice', () => {
    const doubled = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) !== index);
    assert.deepEqual(doubled(pieces.map(({ id }) => id)), []);
    assert.deepEqual(doubled(pieces.map(({ text }) => text)).map((text) => pieces.find((piece) => piece.text === text)?.id), []);
  });

  it('lets a hash of the source choose what is held out of public texts, so that the texts of a thread stay together', () => {
    assert.deepEqual(readPieces('threads').filter(({ source, set }) => set !== setOf(source)).map(({ id }) => id), []);
    const texts = readPieces('threads');
    const heldOut = texts.filter(({ set }) => set === 'held-out').length;
    assert.ok(heldOut >= 0.35 * texts.length, `${heldOut} of ${texts.length} are held out`);
  });

  it('keeps pieces short', () => {
    // Logs are long by nature: those that are written for the measurement may be.
    assert.deepEqual(pieces.filter(({ text, set }) => Buffer.byteLength(text) > (set === 'written' ? 17_000 : 6144)).map(({ id }) => id), []);
  });

  it('holds nobody’s key, token or address', () => {
    const secret = /sk-(?:ant|or|proj|lf)-|\bsk-[A-Za-z0-9]{16}|\b(?:AKIA|ASIA)[A-Z0-9]{16}|\bgh[opsu]_[A-Za-z0-9]{16}|\bAIza[\w-]{20}|\beyJ[\w-]{10,}\.[\w-]{10,}|[Bb]earer\s+[\w.~+/=-]{12}|[\w.+-]+@(?!anthropic\.com)[\w-]+\.(?:com|org|net|io|dev|de)\b/;
    assert.deepEqual(pieces.filter(({ text }) => secret.test(text)).map(({ id }) => id), []);
  });
});
