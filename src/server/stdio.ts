import { ProposedFeatures, createConnection } from 'vscode-languageserver/node';
import type { LoadGrammar } from '../lint/linter';
import { serve } from './serve';

/** Serves one editor over standard input and output; ends when the input does. */
export function serveStdio(loadGrammar: LoadGrammar): void {
  serve(createConnection(ProposedFeatures.all, process.stdin, process.stdout), loadGrammar);
}
