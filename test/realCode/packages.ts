/** A published package that calls Claude. */
export interface RealPackage {
  readonly registry: 'npm' | 'pypi';
  readonly name: string;
  readonly version: string;
  /** Where its code lies, when it is in a folder that is skipped otherwise. */
  readonly folder?: string;
}

export const packages: readonly RealPackage[] = [
  { registry: 'npm', name: '@browserbasehq/stagehand', version: '3.7.3', folder: 'package/dist/esm' },
  { registry: 'npm', name: '@claude-flow/cli', version: '3.42.5', folder: 'package/dist' },
  { registry: 'npm', name: '@llamaindex/anthropic', version: '0.3.26', folder: 'package/dist' },
  { registry: 'npm', name: 'mem0ai', version: '3.3.1', folder: 'package/dist' },
  { registry: 'npm', name: 'multi-llm-ts', version: '5.1.1', folder: 'package/dist' },
  { registry: 'npm', name: 'promptfoo', version: '0.121.20', folder: 'package/dist' },
  { registry: 'npm', name: 'token.js', version: '0.7.1', folder: 'package/dist' },
  { registry: 'pypi', name: 'abstractllm', version: '1.1.5' },
  { registry: 'pypi', name: 'browser-use', version: '0.13.14' },
  { registry: 'pypi', name: 'crewai', version: '1.15.30' },
  { registry: 'pypi', name: 'instructor', version: '1.17.0' },
  { registry: 'pypi', name: 'langchain-anthropic', version: '1.7.10' },
  { registry: 'pypi', name: 'llm-anthropic', version: '0.30' },
  { registry: 'pypi', name: 'open-interpreter', version: '0.4.3' },
];
