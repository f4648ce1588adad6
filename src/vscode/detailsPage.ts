import { type PageParts, webviewPage } from './webviewPage';

/** The page of the details view. */
export function detailsPage(parts: PageParts): string {
  return webviewPage(parts, { title: 'Claude Headroom', body });
}

const body = `<header>
<h1>Claude Headroom</h1>
<p id="status"></p>
<div class="bar">
<div class="group" role="group" aria-label="Time range">
<button type="button" data-range="1h">1 hour</button>
<button type="button" data-range="24h">24 hours</button>
<button type="button" data-range="7d">7 days</button>
</div>
<div class="group" role="group" aria-label="Actions">
<button type="button" data-offer="check">Check Now</button>
<button type="button" data-offer="export">Export as CSV</button>
<button type="button" data-offer="clear">Clear History</button>
</div>
</div>
</header>
<main id="classes"></main>
<section id="empty" aria-labelledby="empty-title" hidden>
<h2 id="empty-title">Nothing was read yet</h2>
<p>The limits stand in the headers of the Claude API's answers. A test ping asks for one, and the pass-through reads them off your own program's requests without a ping.</p>
<p id="refused" hidden>No request is sent from this window; the status bar item says why.</p>
<div class="group">
<button type="button" data-offer="allow">Allow Test Pings</button>
<button type="button" data-offer="setKey">Set API Key</button>
<button type="button" data-offer="observe">Observe Traffic</button>
</div>
</section>`;
