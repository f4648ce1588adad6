import type { Diagnosis } from './diagnose';
import { redact } from './redact';

/** A diagnosis for other programs. The number rises when a field changes its meaning or goes. */
export interface DiagnosisJson extends Diagnosis {
  readonly version: 1;
}

/** The diagnosis as plain JSON in which every text is redacted: no key, token, organization, workspace or address is left, request ids are. */
export function diagnosisJson(diagnosis: Diagnosis): DiagnosisJson {
  return { version: 1, ...redacted(diagnosis) };
}

function redacted<T>(value: T): T {
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? redact(part) : part));
  return JSON.parse(text) as T;
}
