import { type Comparison } from '../../simulate/compare';
import { advice, assumedText, outcomeColumns, percentText, variantTexts } from '../../simulate/comparisonText';
import { byId, make, setHead, setItems, setRows, setText } from '../dom';
import { bar } from './bar';

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
    ...variants.map(({ title, outcome: { success, amplification } }) => make('li', {}, make('span', {}, title), bar(success, `${percentText(success)} answered`), bar(amplification / most, `${amplification.toFixed(2)} requests each`))),
  );
  byId('assumed').hidden = assumed.length === 0;
  setText(byId('assumed'), assumed.length === 0 ? '' : assumedText(assumed));
}
