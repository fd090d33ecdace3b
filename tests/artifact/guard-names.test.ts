// Firefox: a worker's own script can declare functions of any name, and they are there before the guard in front of it. Every
// global name that the built guard reads must be among those that are looked at first (core/source/worker-prelude.ts).
import ts from 'typescript';
import { expect, it } from 'vitest';
import { GUARD_NAMES } from '../../core/source/worker-prelude.ts';
import { builtFiles, isBuilt } from './built-files.ts';

const BUILD = 'firefox-mv3';
const FILE = 'guard.js';
/** Read where there is no worker, or no names of functions. */
const HARMLESS = [
  'arguments',
  'undefined',
  'globalThis',
  'document',
  'Document',
  'MutationObserver',
];
/** Only pages have these. */
const OF_PAGES = ['CustomElementRegistry', 'PerformanceObserver'];

it.skipIf(!isBuilt(BUILD))('the prelude looks at every global that the guard reads', () => {
  const guard = builtFiles(BUILD).find(({ path }) => path === `content-scripts/${FILE}`);
  const names = freeNames(guard?.text ?? '');
  expect(names.length).toBeGreaterThan(30);
  const looked = [...GUARD_NAMES, ...HARMLESS, ...OF_PAGES];
  expect(names.filter((name) => !looked.includes(name))).toEqual([]);
});

/** Names that a script reads and does not declare. */
function freeNames(text: string): string[] {
  const source = ts.createSourceFile(FILE, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const host = ts.createCompilerHost({});
  const program = ts.createProgram(
    [FILE],
    { allowJs: true, checkJs: true, noLib: true, types: [] },
    { ...host, getSourceFile: (name) => (name === FILE ? source : undefined) },
  );
  const checker = program.getTypeChecker();
  const free = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isRead(node)) {
      const symbol = checker.getSymbolAtLocation(node);
      if (!symbol?.declarations?.length) free.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...free].sort();
}

/** Whether a name stands for a value, and is not the name of a member or a label. */
function isRead(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  const isMember =
    ts.isPropertyAssignment(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isPropertyDeclaration(parent);
  if (isMember && parent.name === node) return false;
  const isAccessor = ts.isGetAccessor(parent) || ts.isSetAccessor(parent);
  return !isAccessor && !ts.isLabeledStatement(parent) && !ts.isBreakOrContinueStatement(parent);
}
