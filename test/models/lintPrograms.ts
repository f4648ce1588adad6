import path from 'node:path';
import { analyzeFiles } from '../../src/io/analyzeFiles';
import { loadGrammar } from '../../src/io/grammars';
import { workspaceProgram } from '../../src/io/program/workspaceProgram';
import type { ClaudeCall } from '../../src/lint/call';
import { createLinter } from '../../src/lint/linter';

/** The Claude calls that the linter finds in each file. */
export async function lintPrograms(files: readonly string[]): Promise<ReadonlyMap<string, readonly ClaudeCall[]>> {
  const notes: string[] = [];
  const program = workspaceProgram({ roots: () => [path.join(__dirname, 'programs')], note: (text) => notes.push(text) });
  await program.load();
  const reading = { linter: createLinter(loadGrammar, program), settings: {}, onNote: (file: string, note: string) => notes.push(`${file}: ${note}`) };
  const calls = new Map<string, readonly ClaudeCall[]>();
  for await (const { file, analysis } of analyzeFiles(files, reading)) calls.set(file, analysis.calls);
  if (notes.length > 0) throw new Error(notes.join('\n'));
  return calls;
}
