// Takes the part of VS Code's desktop application: @vscode/test-electron starts it with the same arguments.
import { openWorkbench } from './workbench';

const limitMs = 5 * 60_000;

async function main(args: readonly string[]): Promise<number> {
  const option = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';
  const folder = args.find((arg) => !arg.startsWith('-')) ?? '.';
  const workbench = await openWorkbench({
    folder,
    env: claudeVariables(),
    // The runner removes it, after a look at what is left there.
    data: option('user-data-dir'),
    underTest: { extension: option('extensionDevelopmentPath'), tests: option('extensionTestsPath') },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void workbench.close().then(() => process.exit(130)));
  const timer = setTimeout(() => {
    console.error(`The tests did not end within ${limitMs / 60_000} minutes.`);
    void workbench.close().then(() => process.exit(124));
  }, limitMs);
  const code = await workbench.exit;
  clearTimeout(timer);
  await workbench.close();
  return code;
}

/** Those that the caller set on purpose for the tests; the user's own never get this far. */
function claudeVariables(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[0].startsWith('ANTHROPIC_') && entry[1] !== undefined));
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
