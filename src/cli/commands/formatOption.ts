import { Option } from 'commander';
import { formats } from '../formats/index';
import type { Format } from '../formats/format';
import { UsageError } from '../usageError';

/** The option `--format`, text by default. */
export function formatOption(): Option {
  return new Option('--format <format>', 'how to print').choices(formats.map(({ id }) => id)).default('text');
}

/** The format of that name. Throws a `UsageError` where there is none. */
export function formatOf(name: string): Format {
  const format = formats.find(({ id }) => id === name);
  if (!format) throw new UsageError(`there is no format "${name}"`);
  return format;
}
