export interface PageParts {
  /** What the view's own files are allowed by. */
  readonly cspSource: string;
  readonly script: string;
  readonly styles: string;
}

export interface PageContent {
  readonly title: string;
  /** HTML of our own. */
  readonly body: string;
}

/**
 * The page of a view. It holds nothing from outside: what was read comes by messages and is set as text. Only its own script and
 * styles load, none of them inline, and nothing else of any kind.
 */
export function webviewPage({ cspSource, script, styles }: PageParts, { title, body }: PageContent): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${attribute(cspSource)}; style-src ${attribute(cspSource)}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${attribute(styles)}">
</head>
<body>
${body}
<div id="announcement" class="spoken" aria-live="polite"></div>
<script src="${attribute(script)}"></script>
</body>
</html>
`;
}

function attribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
