import assert from 'node:assert/strict';
import { resolveBaseUrl } from '../../../src/io/baseUrl';

describe('where the key goes', () => {
  it('is the public API when nothing is set', () => assert.deepEqual(resolveBaseUrl({ environment: ' ' }), { kind: 'allowed', url: 'https://api.anthropic.com' }));

  it('is the setting before the environment', () => {
    assert.deepEqual(resolveBaseUrl({ setting: 'https://a.example/', environment: 'https://b.example' }), { kind: 'allowed', url: 'https://a.example' });
    assert.deepEqual(resolveBaseUrl({ environment: 'https://b.example/claude' }), { kind: 'allowed', url: 'https://b.example/claude' });
  });

  for (const url of ['http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:3000', 'http://127.1']) {
    it(`may be this machine without encryption: ${url}`, () => assert.equal(resolveBaseUrl({ setting: url }).kind, 'allowed'));
  }

  const refused = [
    'http://api.anthropic.com',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://127.0.0.1@example.com',
    'https://api.anthropic.com@example.com',
    'https://user:secret@example.com',
    'http://0.0.0.0:80',
    'http://192.168.1.2',
    'ftp://localhost',
    'file:///etc/passwd',
    'api.anthropic.com',
    'javascript:alert(1)',
  ];
  for (const url of refused) {
    it(`is never ${url}`, () => {
      const setting = resolveBaseUrl({ setting: url });
      const environment = resolveBaseUrl({ environment: url });
      assert.match(setting.kind === 'refused' ? setting.reason : '', /headroom\.baseUrl.*no request is sent/);
      assert.match(environment.kind === 'refused' ? environment.reason : '', /ANTHROPIC_BASE_URL.*no request is sent/);
      assert.doesNotMatch(JSON.stringify([setting, environment]), /secret/);
    });
  }

  it('does not fall back to another address when the one set is refused', () => {
    assert.equal(resolveBaseUrl({ setting: 'http://example.com', environment: 'https://b.example' }).kind, 'refused');
  });
});
