import type { CallRef, FileView } from '../program/fileView';
import { isTestPath } from '../program/outsideTests';
import type { Tools } from './model';
import type { Sdk } from './sdk';

/** The clients of an SDK that a file makes and those near it which mention Claude, but for tests: one that comes from elsewhere is mostly one of these. */
export function clientsNear(file: FileView, sdk: Sdk, tools: Tools): readonly CallRef[] {
  const files = [file, ...(file.program?.claudeFiles(file) ?? [])];
  return files.filter((one) => one === file || !isTestPath(one.path ?? '')).flatMap((one) => clientsIn(one, sdk, tools));
}

function clientsIn({ calls }: FileView, sdk: Sdk, tools: Tools): readonly CallRef[] {
  const found = [...calls.entries()].flatMap(([name, refs]) => (/anthropic/i.test(name) ? refs : []));
  return found.filter((ref) => tools.resolveCallee(ref).some((value) => sdk.client(value) !== undefined));
}
