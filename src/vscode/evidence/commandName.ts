import { codeSpan } from '../../diagnose/codeSpan';

/** A command line as a report may show it: without variables that are set for it, which may hold keys, and short. */
export function commandName(commandLine: string): string {
  const words = commandLine.slice(0, longestRead).trim().split(/\s+/);
  const first = words.findIndex((word) => !/^(?:\$env:)?\w{1,100}=/.test(word));
  return codeSpan(first < 0 ? '' : words.slice(first).join(' '), longestShown);
}

const longestRead = 2000;
const longestShown = 60;
