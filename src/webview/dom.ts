/** The element of the page with this id. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no ${id}.`);
  return found;
}

/** Makes an element; its text is text, whatever stands in it. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Readonly<Record<string, string>> = {}, ...children: readonly (Node | string)[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Sets a text that has changed; one that has not is left alone, so that nothing flickers and a selection stays. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Gives the rows of a table's body these texts, of which the first is the row's heading. Cells that are there are used again. */
export function setRows(body: HTMLTableSectionElement, rows: readonly (readonly string[])[]): void {
  while (body.rows.length > rows.length) body.deleteRow(-1);
  rows.forEach((texts, index) => {
    const row = body.rows[index] ?? body.insertRow();
    while (row.cells.length > texts.length) row.deleteCell(-1);
    texts.forEach((text, column) => setText(row.cells[column] ?? row.appendChild(column === 0 ? make('th', { scope: 'row' }) : make('td')), text));
  });
}

/** Gives a table these headings of its columns. */
export function setHead(head: HTMLTableSectionElement, titles: readonly string[]): void {
  const row = head.rows[0] ?? head.insertRow();
  while (row.cells.length > titles.length) row.deleteCell(-1);
  titles.forEach((title, column) => setText(row.cells[column] ?? row.appendChild(make('th', { scope: 'col' })), title));
}

/** Gives a list these items. */
export function setItems(list: Element, texts: readonly string[]): void {
  while (list.children.length > texts.length) list.lastElementChild?.remove();
  texts.forEach((text, index) => setText(list.children[index] ?? list.appendChild(make('li')), text));
}
