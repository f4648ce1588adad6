import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { PlacedProblem } from '../io/config/configFiles';
import { asRange } from './rangeOf';

/** What is wrong with a config as the editor shows it. */
export function configDiagnostics(problems: readonly PlacedProblem[]): Diagnostic[] {
  return problems.map((problem) => ({ range: asRange(problem), severity: DiagnosticSeverity.Error, source: 'headroom', message: problem.message }));
}
