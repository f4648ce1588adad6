import type { Outcome } from './measure';
import { diagnosisTables } from './report';
import { wrongAnswers } from './wrongAnswers';

/** The part of docs/accuracy.md on the diagnosis. `date` is the day of the measurement, as YYYY-MM-DD. */
export function diagnosisSection(outcomes: readonly Outcome[], date: string): string {
  const wrong = wrongAnswers(outcomes);
  const corrected = outcomes.map(({ piece }) => piece).filter((piece) => piece.corrected !== undefined);
  return [
    '## How often the diagnosis is right',
    '',
    `Measured on ${date} by \`npm run accuracy -- diagnoses\`, on each piece's text alone, without a workspace beside it. ${origin}`,
    '',
    diagnosisTables(outcomes),
    '',
    columns,
    '',
    '### On pieces it was not made with',
    '',
    firstLooks,
    '',
    '### Wrong answers',
    '',
    'Of all pieces.',
    '',
    ...(wrong.length === 0 ? ['None.'] : wrong.map((line) => `- ${line}`)),
    '',
    '### Labels that were corrected',
    '',
    `Each disagreement was settled by reading its source again. ${corrected.length === 0 ? 'No label was wrong.' : 'These labels had been wrong:'}`,
    '',
    ...corrected.map(({ id, corrected: before }) => `- ${id}: was ${before?.from ?? ''}. ${before?.because ?? ''}.`),
  ].join('\n');
}

const origin = `\`test/diagnoses/threads.jsonl\` holds error output that people have shown in public threads, and some that stands in public files and pages, as it was printed: cut where they cut it, folded where their terminal folded it. Long traces are shortened, and what stands in files and pages is in part an illustration or a test’s copy of an answer. Each names its source. Keys, organizations, addresses and personal names are replaced by invented ones of the same form. Each was labelled with its true cause by reading the source, before the diagnosis was run on it; where the text does not suffice, is another service's, or has no error in it, the truth is \`cannot-tell\`. \`test/diagnoses/storms.jsonl\` holds what real clients print of an emulated Claude API that refuses them for a known cause; all of it may be looked at. Of the public texts a hash of the source decides whether a piece is open, so that it may be looked at when the diagnosis is mended, or is held out at first. \`test/diagnoses/written.jsonl\` holds texts that were written for the measurement without a look at the diagnosis, a good half of them as real clients print them against a local server: every cause in many forms, logs of several programs, and texts that only speak of errors.`;

const columns = 'Right is the label, or another answer that the label accepts because an expert would. Missed is `cannot-tell` where there was a cause to tell; wrong is any other answer that is not right. Of batch queues, fast mode, priority capacity, contracts and workspace limits no public text was found.';

/** Measured once each, with the diagnosis as it was before anything was mended after the set. */
const firstLooks = `Mistakes that the open pieces show get mended, so their figures flatter. The held-out pieces were measured before any of their texts was looked at; after that their mistakes were mended, too, so that they are held out no longer, and the tables above say only that nothing of them is forgotten. The rows are in the order of time: each set was measured before any of its own texts was looked at, when most mistakes of the rows above it were mended. The texts of threads, files and pages in the later rows are not kept here.

| | pieces | right | sure (\`high\`) | of them right | missed | wrong |
|---|---|---|---|---|---|---|
| threads, held out, before any of them was known | 122 | 99 (81.1 %) | 71 | 65 (91.5 %) | 15 | 8 |
| threads, open, on the same day, with the labels as they were at first | 168 | 149 (88.7 %) | 94 | 91 (96.8 %) | 15 | 4 |
| threads, held out, with new readers and causes, before any of its texts was looked at | 122 | 111 (91.0 %) | 78 | 75 (96.2 %) | 8 | 3 |
| 67 further texts of other sources, collected and labelled after all that, before any of them was looked at | 67 | 63 (94.0 %) | 46 | 45 (97.8 %) | 3 | 1 |
| storms, before any of them was looked at | 273 | 267 (97.8 %) | 258 | 255 (98.8 %) | 2 | 4 |
| texts of public files and pages, among them code, tables and documents that only speak of errors | 113 | 93 (82.3 %) | 65 | 63 (96.9 %) | 16 | 4 |
| written, 1 | 110 | 102 (92.7 %) | 91 | 89 (97.8 %) | 6 | 2 |
| texts of further threads, 1 | 110 | 91 (82.7 %) | 58 | 57 (98.3 %) | 18 | 1 |
| written, 2: harder, with more texts that only speak of errors | 100 | 90 (90.0 %) | 83 | 76 (91.6 %) | 3 | 7 |
| texts of further threads, 2 | 116 | 104 (89.7 %) | 73 | 73 (100.0 %) | 11 | 1 |
| texts of further threads, 3 | 110 | 100 (90.9 %) | 60 | 60 (100.0 %) | 9 | 1 |
| written, 3: logs of clouds, CI and job queues | 110 | 98 (89.1 %) | 92 | 84 (91.3 %) | 4 | 8 |
| texts of further threads, 4: less known products, other languages | 121 | 106 (87.6 %) | 64 | 63 (98.4 %) | 14 | 1 |
| texts after further threads, 5, in part composed anew | 86 | 81 (94.2 %) | 57 | 54 (94.7 %) | 2 | 3 |
| written, 4: forms nobody had thought of before | 110 | 92 (83.6 %) | 80 | 73 (91.2 %) | 10 | 8 |
| written, 5: as an acceptance test would be | 80 | 79 (98.8 %) | 65 | 64 (98.5 %) | 0 | 1 |
| written, 6: the same, with more traps | 90 | 84 (93.3 %) | 68 | 66 (97.1 %) | 2 | 4 |
| written, 7: the same again | 90 | 85 (94.4 %) | 71 | 70 (98.6 %) | 2 | 3 |`;
