import { Command } from 'commander';
import { loadGrammar } from '../../io/grammars';
import { serveStdio } from '../../server/stdio';

/** `headroom lsp`: the language server for other editors. It ends when its input does. */
export function lspCommand(): Command {
  return new Command('lsp')
    .description('run the language server for an editor')
    .option('--stdio', 'talk over standard input and output, which is the only way')
    .action(() => {
      serveStdio(loadGrammar);
    });
}
