import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openKeyStore } from '../../../src/vscode/secrets';
import { newUser } from '../../support/newUser';

describe('the API keys of the user', () => {
  it('go on with the one key that an earlier version kept, under a name', async () => {
    const keys = openKeyStore(newUser({ 'headroom.apiKey': 'one' }), { ANTHROPIC_API_KEY: 'other' });
    assert.deepEqual(await keys.read(), { names: ['default'], variable: 'ANTHROPIC_API_KEY', inUse: { value: 'one', name: 'default', source: 'stored', scheme: 'key' } });
    await keys.rename('default', 'private');
    assert.equal((await keys.read()).inUse?.name, 'private');
    assert.equal((await keys.read()).inUse?.value, 'one');
  });

  it('come from the environment where none is stored, a key before a token', async () => {
    const used = async (environment: NodeJS.ProcessEnv) => (await openKeyStore(newUser(), environment).read()).inUse;
    assert.deepEqual(await used({ ANTHROPIC_API_KEY: ' k\n', ANTHROPIC_AUTH_TOKEN: 't' }), { value: 'k', name: 'ANTHROPIC_API_KEY', source: 'environment', scheme: 'key' });
    assert.deepEqual(await used({ ANTHROPIC_AUTH_TOKEN: 't' }), { value: 't', name: 'ANTHROPIC_AUTH_TOKEN', source: 'environment', scheme: 'token' });
    assert.equal(await used({}), undefined);
  });

  it('are used as the user chooses, in every window and after a restart', async () => {
    const user = newUser();
    const [one, other] = [openKeyStore(user, { ANTHROPIC_API_KEY: 'env' }), openKeyStore(user, { ANTHROPIC_API_KEY: 'env' })];
    let told = 0;
    other.onDidChange(() => told++);
    await one.save('work', 'w');
    await one.save('private', 'p');
    const used = async () => (await other.read()).inUse?.value;
    assert.equal(await used(), 'p');
    const before = told;
    await one.choose('work');
    assert.equal(await used(), 'w');
    assert.ok(told > before);
    await one.choose(undefined);
    assert.equal(await used(), 'env');
    assert.deepEqual((await other.read()).names, ['private', 'work']);
  });

  it('leave to the first that is left, then to the environment, what a removed one was used for', async () => {
    const keys = openKeyStore(newUser(), { ANTHROPIC_API_KEY: 'env' });
    for (const name of ['default', 'work']) await keys.save(name, name);
    await keys.remove('work');
    assert.equal((await keys.read()).inUse?.value, 'default');
    await keys.remove('default');
    assert.equal((await keys.read()).inUse?.value, 'env');
  });

  it('are never swapped for another one because the chosen one is gone', async () => {
    const user = newUser();
    const keys = openKeyStore(user, { ANTHROPIC_API_KEY: 'env' });
    for (const name of ['default', 'work']) await keys.save(name, name);
    user.stored.delete('headroom.apiKey.work');
    assert.equal((await keys.read()).inUse, undefined);
    await keys.choose(undefined);
    assert.equal((await openKeyStore(user, {}).read()).inUse, undefined);
  });

  it('count as none where the key store cannot be read', async () => {
    const broken = () => Promise.reject(new Error('locked'));
    const keys = openKeyStore({ secrets: { ...newUser().secrets, keys: broken, get: broken } }, { ANTHROPIC_API_KEY: 'env' });
    assert.deepEqual(await keys.read(), { names: [], variable: 'ANTHROPIC_API_KEY', inUse: { value: 'env', name: 'ANTHROPIC_API_KEY', source: 'environment', scheme: 'key' } });
  });

  it('are the first one alone in an editor that cannot list secrets', async () => {
    const { secrets } = newUser({ 'headroom.apiKey': 'one', 'headroom.apiKey.work': 'w' });
    const keys = openKeyStore({ secrets: { ...secrets, keys: undefined as never } }, {});
    const { names, inUse } = await keys.read();
    assert.deepEqual([names, inUse?.value], [['default'], 'one']);
  });

  it('stay each with its name, whatever is saved, renamed, removed and chosen', async () => {
    const name = fc.constantFrom('default', 'work', 'private', 'a.b', 'environment');
    const act = fc.oneof(
      fc.record({ type: fc.constant('save' as const), name, key: fc.string({ minLength: 1, maxLength: 3 }) }),
      fc.record({ type: fc.constant('rename' as const), name, to: name }),
      fc.record({ type: fc.constant('remove' as const), name }),
      fc.record({ type: fc.constant('choose' as const), name }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
        const user = newUser();
        const keys = openKeyStore(user, {});
        const model = new Map<string, string>();
        for (const each of acts) {
          if (each.type !== 'save' && !model.has(each.name)) continue;
          if (each.type === 'save') {
            await keys.save(each.name, each.key);
            model.set(each.name, each.key);
          } else if (each.type === 'choose') await keys.choose(each.name);
          else if (each.type === 'remove') {
            await keys.remove(each.name);
            model.delete(each.name);
          } else if (!model.has(each.to)) {
            const before = (await keys.read()).inUse?.value;
            await keys.rename(each.name, each.to);
            model.set(each.to, model.get(each.name) ?? '');
            model.delete(each.name);
            assert.equal((await keys.read()).inUse?.value, before);
          }
          const { names, inUse } = await keys.read();
          assert.deepEqual([...names].sort(), [...model.keys()].sort());
          assert.equal(inUse?.value, inUse && model.get(inUse.name));
          assert.equal(inUse === undefined, model.size === 0);
        }
      }),
      { seed: 1 },
    );
  });
});
