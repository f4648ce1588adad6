import { InvalidArgumentError, Option } from 'commander';
import type { Format, InventoryFormat } from '../formats/format';
import { formats } from '../formats/index';
import { text } from '../formats/text';

/** The option `--format`, text by default, with the formats that can print what a command finds. */
export function formatOption(fits: (format: Format) => boolean): Option {
  const names = formats.filter(fits).map(({ id }) => id);
  return new Option('--format <format>', 'how to print').choices(names).default(text, text.id).argParser((name) => {
    const format = formats.find(({ id }) => id === name);
    if (!format || !fits(format)) throw new InvalidArgumentError(`${format ? `${name} prints findings, which is for \`headroom check\`. ` : ''}Allowed choices are ${names.join(', ')}.`);
    return format;
  });
}

export function printsInventory(format: Format): format is InventoryFormat {
  return 'calls' in format;
}
