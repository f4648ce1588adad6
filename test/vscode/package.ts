// Packages the built extension as `npm run package` does and checks what a user would install.
import { statSync } from 'node:fs';
import { packageVsix, vsixFile, vsixMembers } from './vsix';

const largestBytes = 4 * 1024 * 1024;

/** `extension/` holds the extension; the two other files are the package's own. */
const expected = /^(extension\/(dist\/[^/]+\.js|dist\/webview\/(details|diagnosis|simulate)\.(js|css)|dist\/grammars\/[^/]+\.wasm|media\/.+\.(png|svg|md)|media\/headroom\.config\.schema\.json|package\.json|readme\.md|changelog\.md|LICENSE(\.txt)?)|extension\.vsixmanifest|\[Content_Types\]\.xml)$/i;

function main(): readonly string[] {
  const { status, output } = packageVsix();
  console.log(output);
  if (status !== 0) return ['vsce package failed.'];
  const warnings = /warning/i.test(output) ? ['vsce package warns.'] : [];
  const size = statSync(vsixFile).size;
  const tooLarge = size > largestBytes ? [`The package has ${size} bytes, more than ${largestBytes}.`] : [];
  const members = vsixMembers();
  const surplus = members.filter((name) => !expected.test(name)).map((name) => `${name} does not belong into the package.`);
  const missing = ['dist/extension.js', 'dist/server.js', 'dist/cli.js', 'dist/webview/details.js', 'dist/webview/details.css', 'dist/webview/diagnosis.js', 'dist/webview/diagnosis.css', 'dist/webview/simulate.js', 'dist/webview/simulate.css', 'media/icon.png', 'media/headroom.config.schema.json'].filter((name) => !members.includes(`extension/${name}`)).map((name) => `${name} is missing from the package.`);
  return [...warnings, ...tooLarge, ...surplus, ...missing];
}

const problems = main();
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
