import { type OpenPython, afterLine, nothingOpen } from './pythonLines';

/**
 * A code cell as Python alone: what only IPython understands is blanked, and every other character stays where it is.
 * Magics, shell and help lines as ipython.readthedocs.io/en/stable/interactive/reference.html lists them.
 */
export function withoutMagics(cell: string): string {
  const [header = '', name = ''] = /^\s*%%(\S*)[^\r\n]*/.exec(cell) ?? [];
  if (header !== '') return pythonMagics.has(name) ? blank(header) + withoutMagics(cell.slice(header.length)) : blank(cell);
  let open: OpenPython = nothingOpen;
  let inMagic = false;
  const lines = cell.split(/(?<=\n|\r(?!\n))/).map((whole) => {
    const line = whole.replace(/[\r\n]+$/, '');
    const isStart = open.brackets === '' && open.quotes === '' && !open.continued;
    const python = inMagic ? blank(line) : isStart ? withoutMagic(line) : line;
    // The shell's command goes on after a backslash, as Python's statement does.
    inMagic = python !== line && line.endsWith('\\');
    open = inMagic ? nothingOpen : afterLine(python, open);
    return python + whole.slice(line.length);
  });
  return lines.join('');
}

/** Cell magics whose cell is Python that runs among the others. */
const pythonMagics: ReadonlySet<string> = new Set(['capture', 'debug', 'memit', 'mprun', 'prun', 'pyinstrument', 'scalene', 'snakeviz', 'time', 'timeit', 'wandb']);

function withoutMagic(line: string): string {
  const [timed = '', indent = ''] = /^([ \t]*)%(?:time|timeit|prun|memit)(?:[ \t]+--?[A-Za-z]+(?:[ \t]*\d+)?)*[ \t]+(?=\S)/.exec(line) ?? [];
  // The statement behind it counts, and may not look indented.
  if (timed !== '') return `${indent}0;`.padEnd(timed.length) + line.slice(timed.length);
  if (/^[ \t]*[%!?]/.test(line) || automagic.test(line) || /^[ \t]*[\w.*[\]()'"]+\?{1,2}[ \t]*$/.test(line)) return statement(line);
  const [assigned = ''] = /^[ \t]*[\w.,[\]'" \t]+=[ \t]*(?=!|%[A-Za-z])/.exec(line) ?? [];
  return assigned === '' ? line : `${assigned}_`.padEnd(line.length);
}

/** Magics that work without their sign, in forms that no Python has. */
const automagic = /^[ \t]*(?:(?:pip|conda|mamba|uv)[ \t]+(?:install|uninstall|list|freeze|show|pip|add)\b|cd[ \t]+(?!(?:in|is|and|or|if|not)\b)[\w.~/$"'])/;

/** Something must stand there in a block of its own. */
function statement(line: string): string {
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  return indent === '' ? blank(line) : `${indent}0`.padEnd(line.length);
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
