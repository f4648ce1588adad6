import type { LanguageId } from '../call';
import { javascript, tsx, typescript } from './javascript';
import type { LanguageModel } from './language';
import { python } from './python';

export const languages: Readonly<Record<LanguageId, LanguageModel>> = { typescript, tsx, javascript, python };
