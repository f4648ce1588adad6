import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const pureFolders = ['src/lint/**', 'src/limits/**', 'src/diagnose/**', 'src/rehearse/**', 'src/emulator/buckets.ts', 'src/emulator/faults.ts'];

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'out', '.vscode-test', 'test/fixtures', 'test/demo/sample', 'test/models/programs', 'test/models/node_modules', 'test/rehearse/node_modules', 'test/diagnoses/capture/programs', 'test/diagnoses/capture/node_modules'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: ['describe', 'it'].map((name) => ({ from: 'package', package: 'mocha', name })) }],
    },
  },
  {
    files: pureFolders,
    rules: {
      'no-restricted-globals': ['error', 'setTimeout', 'setInterval', 'setImmediate', 'fetch', 'process'],
      'no-restricted-properties': ['error', { object: 'Date', property: 'now' }, { object: 'Math', property: 'random' }],
      'no-restricted-imports': ['error', { patterns: ['node:*', 'vscode', '@anthropic-ai/*', 'vscode-languageserver*'] }],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { require: 'readonly', module: 'readonly', exports: 'readonly', setInterval: 'readonly', process: 'readonly', console: 'readonly', __dirname: 'readonly' } },
  },
);
