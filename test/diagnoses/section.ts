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

const origin = `\`test/diagnoses/threads.jsonl\` holds error output that people have shown in public threads, and some that stands in public files and pages, as it was printed: cut where they cut it, folded where their terminal folded it. Long traces are shortened, and what stands in files and pages is in part an illustration or a test’s copy of an answer. Each names its source. Keys, organizations, addresses and personal names are replaced by invented ones of the same form. Each was labelled with its true cause by reading the source, before the diagnosis was run on it; where the text does not suffice, is another service's, or has no error in it, the truth is \`cannot-tell\`. \`test/diagnoses/storms.jsonl\` holds what real clients print of an emulated Claude API that refuses them for a known cause; all of it may be looked at. Of the public texts a hash of the source decides whether a piece is open, so that it may be looked at when the diagnosis is mended, or is held out at first.`;

const columns = 'Right is the label, or another answer that the label accepts because an expert would. Missed is `cannot-tell` where there was a cause to tell; wrong is any other answer that is not right. Of batch queues, fast mode, priority capacity, contracts and workspace limits no public text was found.';

/** Measured once each, with the diagnosis as it was before anything was mended after the set. */
const firstLooks = `Mistakes that the open pieces show get mended, so their figures flatter. The held-out pieces were measured before any of their texts was looked at; after the last measurement below their mistakes were mended, too, so that they are held out no longer, and the tables above say only that nothing of them is forgotten.

| | pieces | right | sure (\`high\`) | of them right | missed | wrong |
|---|---|---|---|---|---|---|
| threads, held out, before any of them was known | 122 | 99 (81.1 %) | 71 | 65 (91.5 %) | 15 | 8 |
| threads, open, on the same day, with the labels as they were at first | 168 | 149 (88.7 %) | 94 | 91 (96.8 %) | 15 | 4 |
| threads, held out, with new readers and causes, before any of its texts was looked at | 122 | 111 (91.0 %) | 78 | 75 (96.2 %) | 8 | 3 |
| 67 further texts of other sources, collected and labelled after all that, before any of them was looked at | 67 | 63 (94.0 %) | 46 | 45 (97.8 %) | 3 | 1 |
| storms, before any of them was looked at | 273 | 267 (97.8 %) | 258 | 255 (98.8 %) | 2 | 4 |`;
