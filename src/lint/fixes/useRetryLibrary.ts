import { isAtLeast } from '../libraries/versions';
import type { FileView } from '../program/fileView';
import { modulesNear } from '../program/modulesOf';
import type { QuickFix } from '../quickFix';
import type { Fix, FixRequest } from './fix';
import { helperEdits } from './helperEdits';
import { retryLibraries } from './retryLibraries';
import type { RetryLibrary } from './retryLibrary';
import { wrapped, wrapping } from './wrapping';

/** Wraps a call in a function that the retry package of the program runs again, and writes that function into the file where it is missing. */
export const useRetryLibrary: Fix = {
  id: 'use-retry-library',
  summary: 'Lets the retry package that a program uses already re-send an unguarded call of an SDK.',
  rules: ['unretried-call', 'ineffective-retry', 'weak-retry'],
  propose,
};

function propose(asked: FixRequest): QuickFix | undefined {
  const { site: { call, ref, request }, sites, text, parts, remember } = asked;
  // It sees errors, and no answer whose status somebody must look at.
  if (request.throws !== true || call.via !== 'sdk') return undefined;
  const library = remember(`${useRetryLibrary.id} library`, () => libraryOf(ref.chunk.file));
  const wrap = library && wrapping(asked.site, text);
  if (!wrap) return undefined;
  const { timing } = wrap;
  const helper = remember(`${useRetryLibrary.id} ${timing}`, () => helperEdits({ helper: library.helper, part: timing, file: ref.chunk.file, language: call.language, sites, text, parts }));
  return helper && wrapped(wrap, helper, { fix: useRetryLibrary.id, title: `Let ${library.module} re-send it (${helper.name})`, asked });
}

/** The package that the program uses. */
function libraryOf(file: FileView): RetryLibrary | undefined {
  const isNew = ({ module, since }: RetryLibrary) => since === undefined || isAtLeast(file.program?.versionOf(file, module), since) === true;
  return modulesNear(file).map((used) => retryLibraries[file.language].find(({ module }) => module === used)).find((library) => library && isNew(library));
}
