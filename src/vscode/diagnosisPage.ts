import { type PageParts, webviewPage } from './webviewPage';

/** The page of a diagnosis. Its script fills in what was found. */
export function diagnosisPage(parts: PageParts): string {
  return webviewPage(parts, { title: 'Diagnosis of a 429', body });
}

const body = `<header>
<h1 id="title"></h1>
<dl id="verdict"></dl>
<div class="bar" role="group" aria-label="Actions">
<button type="button" data-ask="copy">Copy as Markdown</button>
<button type="button" data-ask="save">Save…</button>
<button type="button" id="rehearse" hidden>Rehearse This Error</button>
</div>
</header>
<main id="findings"></main>`;
