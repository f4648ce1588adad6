import { Command, Option } from 'commander';
import { resolveBaseUrl } from '../../io/baseUrl';
import { readConfiguredLimits } from '../../io/readConfiguredLimits';
import { system } from '../../io/system';
import { configuredText } from '../../limits/configuredText';
import type { Terminal } from '../terminal';
import { UsageError } from '../usageError';

interface Options {
  readonly baseUrl?: string;
  readonly format: 'text' | 'json';
}

/** `headroom limits`: prints the limits that the organization and its workspaces have configured. */
export function limitsCommand(terminal: Terminal): Command {
  return new Command('limits')
    .description('print the rate limits that organization and workspaces have configured; ANTHROPIC_ADMIN_KEY holds the admin key')
    .option('--base-url <url>', 'where the request goes (default: ANTHROPIC_BASE_URL, else https://api.anthropic.com)')
    .addOption(new Option('--format <format>', 'lines of text, or JSON').choices(['text', 'json']).default('text'))
    .action(async ({ baseUrl, format }: Options) => {
      const adminKey = terminal.env.ANTHROPIC_ADMIN_KEY?.trim() ?? '';
      if (adminKey === '') throw new UsageError('there is no admin key: set ANTHROPIC_ADMIN_KEY');
      const address = resolveBaseUrl({ name: '--base-url', setting: baseUrl, environment: terminal.env.ANTHROPIC_BASE_URL });
      if (address.kind === 'refused') throw new UsageError(address.reason);
      const result = await readConfiguredLimits({ adminKey, baseUrl: address.url, now: system.now });
      if (result.kind === 'failed') throw new UsageError(result.message);
      terminal.out(format === 'json' ? `${JSON.stringify(result.limits, null, 2)}\n` : configuredText(result.limits));
    });
}
