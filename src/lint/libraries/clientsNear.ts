import type { CallRef, FileView } from '../program/fileView';
import { isTestPath } from '../program/outsideTests';
import type { Tools } from './model';
import type { Sdk } from './sdk';

/** What the classes of the SDKs' clients are called. */
const names = ['', 'Bedrock', 'BedrockMantle', 'Vertex', 'Foundry', 'Aws'].flatMap((cloud) => [`Anthropic${cloud}`, `AsyncAnthropic${cloud}`]);

/** A program with more of them says nothing about one that it gets. */
const most = 20;

/** The clients of an SDK that a file makes and those near it which mention Claude, but for tests: one that comes from elsewhere is mostly one of these. None where there are many. */
export function clientsNear(file: FileView, sdk: Sdk, tools: Tools): readonly CallRef[] {
  const files = [file, ...(file.program?.claudeFiles(file) ?? [])].filter((one) => one === file || !isTestPath(one.path ?? ''));
  const made = files.flatMap(({ calls }) => names.map((name) => calls.get(name) ?? []));
  if (made.reduce((sum, { length }) => sum + length, 0) > most) return [];
  return made.flat().filter((ref) => tools.resolveCallee(ref).some((value) => sdk.client(value) !== undefined));
}
