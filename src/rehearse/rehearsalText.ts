import type { Attempt, Rehearsal } from './judgeRehearsal';

/** A rehearsal as Markdown, the verdict first. Equal rehearsals give equal texts. */
export function rehearsalText(rehearsal: Rehearsal): string {
  const { title, verdict, reasons, requests, calls, finished, gaveUp, refused, mostAttempts, longestSeconds, attempts } = rehearsal;
  const heading = { passes: 'passed', fails: 'failed', 'not-met': 'nothing to judge' }[verdict];
  const lines = [
    `# Rehearsal: ${heading}`,
    '',
    `**${title}**`,
    '',
    ...reasons.map((reason) => `- ${reason}`),
    '',
    '## What the program did',
    '',
    `- ${requests} ${requests === 1 ? 'request' : 'requests'} for ${calls} ${calls === 1 ? 'call' : 'calls'}, ${refused} refused`,
    `- ${finished} got an answer, ${gaveUp} gave up`,
    `- At most ${mostAttempts} ${mostAttempts === 1 ? 'request' : 'requests'} for one call, over ${longestSeconds.toFixed(1)} s`,
    ...(attempts.length === 0 ? [] : ['', '| at | call | answer | asked to wait |', '|---|---|---|---|', ...attempts.slice(0, mostRows).map(row)]),
    ...(attempts.length > mostRows ? ['', `${attempts.length - mostRows} more requests are left out.`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const mostRows = 100;

function row({ at, call, status, reason, retryAfterSeconds }: Attempt): string {
  const answer = status === null ? 'cut off' : `${status}${reason === undefined ? '' : ` (${reason.replaceAll('|', '')})`}`;
  return `| ${(at / 1000).toFixed(2)} s | ${call} | ${answer} | ${retryAfterSeconds === undefined ? '' : `${retryAfterSeconds} s`} |`;
}
