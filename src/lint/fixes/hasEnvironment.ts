import type { Expr } from '../facts/facts';
import type { FileView } from '../program/fileView';
import { isTestPath } from '../program/outsideTests';
import { isBound } from './names';

/** False for a test, whose texts mean themselves, and for code that may run where no program has an environment: in a page, a plugin, Deno, a worker or a script of a service. */
export function hasEnvironment(file: FileView, text: string): boolean {
  if (file.path !== undefined && isTestPath(file.path)) return false;
  if (file.language === 'python') return true;
  if (file.language === 'tsx' || isBound('process', file) || /\.(?:jsx|vue|svelte)$/.test(file.path ?? '') || /^\s*["']use client["']/.test(text)) return false;
  if (/dangerouslyAllowBrowser|anthropic-dangerous-direct-browser-access|import\.meta\.env/.test(text)) return false;
  if ([...file.imports.values()].flat().some(({ module }) => /^(?:npm|jsr|https?|cloudflare):/.test(module) || pages.has(module))) return false;
  if (file.chunks.some(({ facts }) => facts.calls.some(({ callee }) => elsewhere.has(rootOf(callee) ?? '')))) return false;
  const main = (file.exports.get('default') ?? []).map(({ fact }) => fact.value);
  return !main.some((value) => value?.kind === 'object' && value.entries.some(({ key }) => key === 'fetch'));
}

/** What builds pages, and plugins of programs that people start with no environment of their own. */
const pages = new Set(['react', 'react-dom', 'preact', 'vue', 'svelte', 'solid-js', '@angular/core', 'react-native', 'obsidian']);

const elsewhere = new Set(['Deno', 'UrlFetchApp', 'window', 'document', 'localStorage', 'chrome', 'browser']);

function rootOf(expr: Expr): string | undefined {
  return expr.kind === 'name' ? expr.name : expr.kind === 'member' ? rootOf(expr.object) : undefined;
}
