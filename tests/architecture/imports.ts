// Test aid: every import of every TypeScript file of the product, read with the compiler's own parser, with whether it
// is a type (gone after the build) or a value (carried into a bundle).
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const projectFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const sourceFolders = ['core', 'entrypoints', 'rules', 'cli'] as const;

export interface Import {
  /** Path of the importing file from the project folder, with `/`. */
  readonly from: string;
  /** Path of the imported file, or the name of a package. */
  readonly to: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

/** All TypeScript files below `sourceFolders`. */
export function sourceFiles(): readonly SourceFile[] {
  return sourceFolders.flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.m?[tj]sx?$/.test(name))
      .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
      .map((path) => readSource(path, readFileSync(join(projectFolder, path), 'utf8'))),
  );
}

/** Parses one file; exported so that the reader itself can be tried on known text. */
export function readSource(path: string, text: string): SourceFile {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const visit = (node: ts.Node): void => {
    const found = importOf(node);
    if (found) {
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      imports.push({
        from: path,
        to: target(path, found.specifier),
        typeOnly: found.typeOnly,
        line,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { path, text, imports };
}

interface Found {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

function importOf(node: ts.Node): Found | null {
  if (ts.isImportDeclaration(node)) {
    return named(node.moduleSpecifier, isTypeImport(node.importClause));
  }
  if (ts.isExportDeclaration(node)) return named(node.moduleSpecifier, node.isTypeOnly);
  if (ts.isImportTypeNode(node)) {
    return ts.isLiteralTypeNode(node.argument) ? named(node.argument.literal, true) : null;
  }
  if (!ts.isCallExpression(node)) return null;
  const called = node.expression;
  const isGlob = called.getText() === 'import.meta.glob';
  if (isGlob || called.kind === ts.SyntaxKind.ImportKeyword) return named(node.arguments[0], false);
  return null;
}

/** `import type …`, or braces in which every name says `type`. A bare `import 'x'` runs something: a value. */
function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { namedBindings } = clause;
  if (clause.name || !namedBindings || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.length > 0 && namedBindings.elements.every((one) => one.isTypeOnly);
}

function named(specifier: ts.Node | undefined, typeOnly: boolean): Found | null {
  return specifier && ts.isStringLiteralLike(specifier)
    ? { specifier: specifier.text, typeOnly }
    : null;
}

/** Relative and root paths become paths from the project folder; the rest are packages. */
function target(from: string, specifier: string): string {
  if (specifier.startsWith('/')) return specifier.slice(1);
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : specifier;
}
