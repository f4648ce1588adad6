import { ProposedFeatures, createConnection } from 'vscode-languageserver/node';
import type { Linter } from '../lint/linter';
import { serve } from './serve';

/** Serves one editor over standard input and output; ends when the input does. */
export function serveStdio(linter: Linter): void {
  serve(createConnection(ProposedFeatures.all, process.stdin, process.stdout), linter);
}
