import { languageOf } from '../../lint/languageOf';

/** The module names that a text may import, found without parsing it: too many rather than too few. */
export function importSpecifiers(file: string, text: string): readonly string[] {
  return [...new Set(languageOf(file) === 'python' ? pythonModules(text) : scriptModules(text))];
}

function scriptModules(text: string): readonly string[] {
  return [...text.matchAll(/(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*['"]([^'"\n]{1,200})['"]/g)].map(([, module]) => module ?? '');
}

function pythonModules(text: string): readonly string[] {
  const plain = [...text.matchAll(/^[ \t]*import[ \t]+([\w., \t]+)/gm)].flatMap(([, list = '']) => list.split(',').map((one) => one.trim().split(/\s/)[0] ?? ''));
  const from = [...text.matchAll(/^[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]*(\([^)]{0,4000}\)|[^\n(]{0,1000})/gm)].flatMap(([, module = '', names = '']) => {
    // A name may be a module of a package.
    const parts = names.replace(/#.*/g, '').match(/\w+(?=[ \t]*(?:,|\)|as\b|$|\n))/gm) ?? [];
    return [module, ...parts.map((part) => (module.endsWith('.') ? module + part : `${module}.${part}`))];
  });
  return [...plain, ...from].filter((module) => module !== '');
}
