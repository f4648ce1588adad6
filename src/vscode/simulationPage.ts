import { type PageParts, webviewPage } from './webviewPage';

/** The page of the simulation of a call. Its script makes the fields. */
export function simulationPage(parts: PageParts): string {
  return webviewPage(parts, { title: 'Simulate This Call', body });
}

const body = `<header>
<h1 id="name"></h1>
<p id="call"></p>
<ul id="policy" class="sentences"></ul>
<p id="gone" class="problem" role="alert" hidden></p>
<p class="bar"><button type="button" id="reload">Read the Code Again</button> <span class="note">Nothing is sent: the calls are run in thought, against token buckets like those of the API.</span></p>
</header>
<main id="simulation" hidden>
<form id="form"></form>
<section aria-labelledby="outcome">
<h2 id="outcome">What becomes of them</h2>
<p id="wrong" class="problem" hidden>The numbers below are those from before: a field above takes something else.</p>
<ul id="advice" class="sentences"></ul>
<ul id="bars" aria-label="Calls that get their answer, and requests for each call"></ul>
<div class="wide"><table><caption>Each way to send these calls. p50, p95 and p99: how long half, 95 % and 99 % of those that get an answer take at most.</caption><thead></thead><tbody></tbody></table></div>
<p id="assumed" class="note"></p>
</section>
</main>`;
