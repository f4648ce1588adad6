import { loadGrammar } from '../../../src/io/grammars';
import { createLinter } from '../../../src/lint/linter';
import { sourceText } from '../../../src/lint/source';
import { checkAnalysis } from '../../fuzz/checkAnalysis';
import { hostile } from '../../fuzz/hostile';

const linter = createLinter(loadGrammar);
/** Deep enough to exhaust the stack of what would follow all of it. */
const size = 2500;
/** What is wide and not deep is read as a whole, and takes longer than a unit test should. */
const wide = /^(?:.* of one function$|functions handed|requests|waiting|classes|methods|callbacks|callers|members of|bindings of|one name|functions that|NUL|full cases|astral|tabs|a chain|cases|a circle|imports|exports|entries|many|errors|statements)/;

describe('code that is hard to read', () => {
  for (const { name, languages, text } of hostile) {
    it(`${languages[0]}: ${name}`, async () => {
      for (const language of languages) {
        const document = await linter.open(language, sourceText('a', text(wide.test(name) ? 60 : size)));
        await checkAnalysis(document, document.analyze({}));
        document.dispose();
      }
    });
  }
});
