export interface PageParts {
  /** What the view's own files are allowed by. */
  readonly cspSource: string;
  readonly script: string;
  readonly styles: string;
}

/**
 * The page of the details view. It holds nothing from outside: what was read comes by messages and is set as text. Only its own script
 * and styles load, none of them inline, and nothing else of any kind.
 */
export function detailsPage({ cspSource, script, styles }: PageParts): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${attribute(cspSource)}; style-src ${attribute(cspSource)}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Claude Headroom</title>
<link rel="stylesheet" href="${attribute(styles)}">
</head>
<body>
<header>
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
</section>
<div id="announcement" class="spoken" aria-live="polite"></div>
<script src="${attribute(script)}"></script>
</body>
</html>
`;
}

function attribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
