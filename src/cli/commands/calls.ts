import { Command } from 'commander';
import type { InventoryFormat } from '../formats/format';
import { lintPaths } from '../lintPaths';
import { painter } from '../paint';
import type { Terminal } from '../terminal';
import { formatOption, printsInventory } from './formatOption';

/** `headroom calls`: prints every Claude call with the policy that protects it. */
export function callsCommand(terminal: Terminal): Command {
  return new Command('calls')
    .description('list the Claude calls and what protects each')
    .argument('[paths...]', 'files, folders or glob patterns; the working folder when left out')
    .addOption(formatOption(printsInventory))
    .option('--explain', 'print the reasons below each call: where the retries stand, the client is made, the callers are')
    .action(async (paths: readonly string[], { format, explain }: { readonly format: InventoryFormat; readonly explain?: true }) => {
      terminal.out(format.calls(await lintPaths(paths, terminal), painter(terminal), explain ? 'explained' : 'listed'));
    });
}
