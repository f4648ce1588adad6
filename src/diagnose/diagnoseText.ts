import type { CallSummary } from './callSummary';
import { diagnose, type Diagnosis } from './diagnose';
import { readEvidence } from './readEvidence';
import { reportOf, type ReportOptions } from './report';

/** Reads any text, diagnoses the error in it, and writes the report. Never throws. */
export function diagnoseText(text: string, calls: readonly CallSummary[], options: ReportOptions = {}): { readonly diagnosis: Diagnosis; readonly markdown: string } {
  const diagnosis = diagnose(readEvidence(text), calls);
  return { diagnosis, markdown: reportOf(diagnosis, options) };
}
