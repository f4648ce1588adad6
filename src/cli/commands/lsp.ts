import { Command } from 'commander';
import { ProposedFeatures, createConnection } from 'vscode-languageserver/node';
import { loadGrammar } from '../../io/grammars';
import { createLinter } from '../../lint/linter';
import { serve } from '../../server/serve';

/** `headroom lsp`: the language server for other editors. It ends when its input does. */
export function lspCommand(): Command {
  return new Command('lsp')
    .description('run the language server for an editor')
    .option('--stdio', 'talk over standard input and output, which is the only way')
    .action(() => serve(createConnection(ProposedFeatures.all, process.stdin, process.stdout), createLinter(loadGrammar)));
}
