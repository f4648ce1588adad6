import type { LanguageId } from '../call';
import type { RetryLibrary } from './retryLibrary';
import { javascriptRetryLibraries, typescriptRetryLibraries } from './retryLibraries.javascript';
import { pythonRetryLibraries } from './retryLibraries.python';

/** The packages that a fix can use, by language. */
export const retryLibraries: Readonly<Record<LanguageId, readonly RetryLibrary[]>> = {
  typescript: typescriptRetryLibraries,
  tsx: typescriptRetryLibraries,
  javascript: javascriptRetryLibraries,
  python: pythonRetryLibraries,
};
