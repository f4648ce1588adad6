import assert from 'node:assert/strict';
import { commandName } from '../../../src/vscode/evidence/commandName';

describe('the name of a command in a report', () => {
  it('leaves out the variables that are set for it, which may hold keys, and shows the rest as text', () => {
    assert.equal(commandName('ANTHROPIC_API_KEY=abcdef MODE=x python ask.py'), '`python ask.py`');
    assert.equal(commandName('$env:ANTHROPIC_API_KEY=abcdef; node a.js'), '`node a.js`');
    assert.equal(commandName('ANTHROPIC_API_KEY=abcdef'), '`(empty)`'.slice(1, -1));
    assert.equal(commandName('echo `[x](command:evil)`'), '`` echo `[x](command:evil)` ``');
  });
});
