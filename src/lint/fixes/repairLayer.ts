import type { ClaudeCall } from '../call';
import type { Layer, RepairGoal } from '../policy/layer';
import type { Fix } from './fix';
import { writeEdits } from './writeEdits';

/** A fix that mends what is written of one layer. */
export interface LayerRepair extends Pick<Fix, 'id' | 'summary' | 'rules'> {
  readonly goal: RepairGoal;
  /** The layer that the finding is about. */
  readonly layer: (call: ClaudeCall) => Layer | undefined;
  /** What it will do, without the options. */
  readonly title: (layer: Layer) => string;
}

/** The fix that writes what the model of a layer says is to be written for a goal. */
export function repairLayer({ id, summary, rules, goal, layer: find, title }: LayerRepair): Fix {
  return {
    id,
    summary,
    rules,
    propose: ({ site: { call, ref }, textOf }) => {
      const layer = find(call);
      const repair = layer?.repairs?.[goal];
      if (!layer || !repair) return undefined;
      const edits = writeEdits(repair.writes, { file: ref.chunk.file, language: call.language, textOf });
      const options = repair.options.length > 0 ? ` (${repair.options.join(', ')})` : '';
      return edits && { fix: id, title: `${title(layer)}${options}`, safe: repair.safe, preferred: true, edits };
    },
  };
}
