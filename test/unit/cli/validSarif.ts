import assert from 'node:assert/strict';
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import Ajv from 'ajv-draft-04';
import type { Log } from 'sarif';

const validate = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats: { uri: isUri, 'uri-reference': isReference, 'date-time': true } }).compile(schema);

/** The log in a text, which has to be valid by the official schema of SARIF 2.1.0. */
export function validSarif(text: string): Log {
  const log: unknown = JSON.parse(text);
  validate(log);
  assert.deepEqual(validate.errors ?? [], []);
  return log as Log;
}

function isUri(text: string): boolean {
  return URL.canParse(text);
}

function isReference(text: string): boolean {
  return /^[\w.~!$&'()*+,;=:@/%-]*$/.test(text) && URL.canParse(text, 'file:///folder/');
}
