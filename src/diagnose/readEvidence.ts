import type { Evidence } from './evidence';
import { createEvidenceReader } from './reading/evidenceReader';

/** Reads the errors in a text that is there as a whole; see `createEvidenceReader`. Never throws. */
export function readEvidence(text: string): Evidence {
  const reader = createEvidenceReader();
  reader.push(text);
  return reader.end();
}
