import path from 'node:path';
import type { Position } from 'vscode-languageserver';
import { callAfterFixes } from '../io/fixing/callAfterFixes';
import type { Analysis } from '../lint/analysis';
import type { ClaudeCall } from '../lint/call';
import { explainPolicy } from '../lint/policy/explain';
import type { Layer } from '../lint/policy/layer';
import type { ProgramHost } from '../lint/program/programHost';
import { type SourceText, positionAt, rangeIn } from '../lint/source';
import type { CallToSimulate } from '../simulate/callToSimulate';
import { fileOf } from './fileOf';
import { offsetOf } from './offsetOf';
import type { Linted, OpenText } from './openDocuments';

export interface Asked {
  /** The document, or the cell, in which the position counts. */
  readonly uri: string;
  readonly position: Position;
  /** The document, or the notebook of the cell. */
  readonly home: string;
  readonly program: ProgramHost;
  /** What the editor holds. */
  readonly openTexts: readonly OpenText[];
}

/** The call at a position, on its line, or the only one of the document, with what each fix makes of it; undefined where there is none. */
export async function callToSimulateAt({ source, analysis, document, settings }: Linted, { uri, position, home, program, openTexts }: Asked): Promise<CallToSimulate | undefined> {
  const call = callNear(source, analysis, offsetOf(source, uri, position));
  if (!call) return undefined;
  const open = new Map(openTexts.map((text) => [fileOf(text.uri), text]));
  const read: ProgramHost['read'] = (file) => {
    const here = open.get(file);
    return here ? { text: here.getText(), version: `open ${here.version}`, ...(here.parts && { parts: here.parts }) } : program.read(file);
  };
  const fixed = await callAfterFixes({ file: fileOf(home), document, analysis, call, settings: settings.rules, program: { ...program, read } });
  const { start, part } = rangeIn(source, call.span);
  return {
    place: { uri: part === undefined ? uri : String(part), line: start.line, character: start.column },
    name: `${baseName(home)}:${start.line + 1}`,
    api: call.api,
    ...(call.model !== undefined && { model: call.model }),
    policy: explainPolicy(call),
    layers: call.policy.layers.map(sent),
    fanOut: { kind: call.fanOut.kind, ...(call.fanOut.limit !== undefined && { limit: call.fanOut.limit }) },
    fixes: fixed.map(({ fix, call: after }) => ({ title: fix.title, layers: after.policy.layers.map(sent), ...(fix.atOnce !== undefined && { atOnce: fix.atOnce }) })),
  };
}

/** The innermost call around an offset; else the last that begins before it on the same line, or the first one there; else the only one of all. */
function callNear(source: SourceText, { calls }: Pick<Analysis, 'calls'>, offset: number): ClaudeCall | undefined {
  const around = calls.findLast(({ span }) => span.start <= offset && offset <= span.end);
  if (around) return around;
  const line = positionAt(source, offset).line;
  const beside = calls.filter(({ span }) => positionAt(source, span.start).line <= line && line <= positionAt(source, span.end).line);
  return beside.findLast(({ span }) => span.start <= offset) ?? beside[0] ?? (calls.length === 1 ? calls[0] : undefined);
}

/** A layer as JSON can carry it, without the edits that would mend it. */
function sent(layer: Layer): Layer {
  return { ...layer, repairs: undefined, maxWaitSeconds: layer.maxWaitSeconds === Infinity ? 'unknown' : layer.maxWaitSeconds };
}

function baseName(uri: string): string {
  const file = fileOf(uri);
  if (file !== undefined) return path.basename(file);
  const name = uri.slice(Math.max(uri.lastIndexOf('/'), uri.indexOf(':')) + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
