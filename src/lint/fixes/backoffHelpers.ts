import type { LanguageId } from '../call';
import type { BackoffHelper } from './backoffHelper';
import { javascriptBackoff } from './backoffHelper.javascript';
import { pythonBackoff } from './backoffHelper.python';
import { typescriptBackoff } from './backoffHelper.typescript';

/** The helper's text by language. */
export const backoffHelpers: Readonly<Record<LanguageId, BackoffHelper>> = {
  typescript: typescriptBackoff,
  tsx: typescriptBackoff,
  javascript: javascriptBackoff,
  python: pythonBackoff,
};
