import { commands, ConfigurationTarget, QuickPickItemKind, window, workspace, type Disposable, type QuickPickItem } from 'vscode';
import { systemClock } from '../../io/clock';
import { within } from '../../io/within';
import { isClaudeModel } from '../../limits/isClaudeModel';
import { knownModels } from '../../limits/knownModels';
import { pingModels } from '../../limits/pingModels';
import { usedModels } from '../../limits/usedModels';
import { readMeterConfig } from '../config';
import type { Meter } from '../meter';

export interface ChooseModelDeps {
  readonly meter: Meter;
  /** The Claude calls of the workspace. */
  readonly calls: () => Promise<readonly { readonly model?: string }[]>;
}

/** "Choose Model": the model that test pings name, written into the user's setting `headroom.ping.model`. Limits are per model class. */
export function registerChooseModel(deps: ChooseModelDeps): Disposable {
  return commands.registerCommand('headroom.chooseModel', () => chooseModel(deps));
}

async function chooseModel({ meter, calls }: ChooseModelDeps): Promise<void> {
  // A linter that is still starting must not hold the choice up.
  const found = (await within({ clock: systemClock, ms: 5_000, promise: calls() })) ?? [];
  const chosen = await window.showQuickPick(choices(found), { title: 'Claude API: Choose Model', placeHolder: 'The model that test pings name: limits are per model class', matchOnDescription: true });
  const model = chosen?.ask ? await askForModel() : chosen?.model;
  if (model === undefined) return;
  try {
    await workspace.getConfiguration('headroom').update('ping.model', model === automatic ? undefined : model, ConfigurationTarget.Global);
  } catch {
    void window.showErrorMessage('VS Code could not write the setting headroom.ping.model.');
    return;
  }
  // Of another model nothing is known: it is checked as a key is that was just set.
  await meter.firstPing();
}

interface Choice extends QuickPickItem {
  readonly model?: string;
  readonly ask?: true;
}

/** Stands for the model that the workspace names: no setting. */
const automatic = '';

function choices(calls: readonly { readonly model?: string }[]): readonly Choice[] {
  const used = usedModels(calls).filter(({ model }) => isClaudeModel(model));
  const setting = readMeterConfig().pingModel;
  const others = [...(setting === undefined ? [] : [setting]), ...knownModels].filter((model, index, all) => all.indexOf(model) === index && !used.some((one) => one.model === model));
  const choice = (model: string, label: string, description: string): Choice => ({ model, label: model === (setting ?? automatic) ? `$(check) ${label}` : label, description });
  return [
    choice(automatic, 'Automatic', `what your code calls, one of each class in turn: ${pingModels({ calls }).join(', ')}`),
    ...(used.length > 0 ? [heading('called in this workspace')] : []),
    ...used.map((one) => choice(one.model, one.model, one.calls === 1 ? '1 call' : `${one.calls} calls`)),
    heading('others'),
    ...others.map((model) => choice(model, model, '')),
    { label: '$(edit) Another model...', ask: true },
  ];
}

function heading(label: string): Choice {
  return { label, kind: QuickPickItemKind.Separator };
}

async function askForModel(): Promise<string | undefined> {
  const typed = await window.showInputBox({
    title: 'Claude API: Choose Model',
    placeHolder: 'claude-...',
    validateInput: (text) => (/^[\w.:@/-]{1,120}$/.test(text.trim()) ? undefined : 'Type the name of a model, such as claude-haiku-5-5.'),
  });
  return typed?.trim();
}
