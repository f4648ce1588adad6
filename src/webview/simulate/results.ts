import { type Comparison } from '../../simulate/compare';
import { advice, assumedText, outcomeColumns, percentText, variantTexts } from '../../simulate/comparisonText';
import { byId, setHead, setItems, setRows, setText } from '../dom';
import { barFigure } from './bars';

/** Shows a comparison, and what was taken for granted for it. */
export function showResults(comparison: Comparison, assumed: readonly string[]): void {
  const { variants } = comparison;
  const table = byId('simulation').querySelector('table');
  if (table) {
    setHead(table.tHead ?? table.createTHead(), ['Way', ...outcomeColumns]);
    setRows(table.tBodies[0] ?? table.createTBody(), variants.map(variantTexts));
  }
  setItems(byId('advice'), advice(comparison));
  const most = Math.max(1, ...variants.map(({ outcome }) => outcome.amplification));
  byId('bars').replaceChildren(
    barFigure('Calls that get their answer', variants.map(({ title, outcome }) => ({ label: title, part: outcome.success, text: percentText(outcome.success) }))),
    barFigure('Requests for each call', variants.map(({ title, outcome }) => ({ label: title, part: outcome.amplification / most, text: outcome.amplification.toFixed(2) }))),
  );
  byId('assumed').hidden = assumed.length === 0;
  setText(byId('assumed'), assumed.length === 0 ? '' : assumedText(assumed));
}
