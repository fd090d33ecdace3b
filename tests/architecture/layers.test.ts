// The layers hold: every import of the product is allowed by tests/architecture/layers.ts. That table is section "Who may
// import whom" of the design, adapted in two points: the ledger (core/evidence) runs the detectors' registry as a value,
// because a ledger without detectors is nothing; and a cycle is counted over value imports and type imports alike, so
// that "each other's types" never means both ways between two files. Each message says what to do.
import { describe, expect, it } from 'vitest';
import { readSource, sourceFiles, type Import } from './imports.ts';
import { entrypointPackages, layers, type Layer } from './layers.ts';

const files = sourceFiles();
const imports = files.flatMap((file) => file.imports);
const MAX_LINES = 350;

const below = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(':') ? folder : `${folder}/`);

function layerOf(path: string): Layer | undefined {
  return layers.find((layer) => below(path, layer.path));
}

function where({ from, line, to }: Import): string {
  return `${from}:${line} imports ${to}`;
}

function problemOf(one: Import): string | null {
  const layer = layerOf(one.from);
  if (!layer)
    return `${one.from} belongs to no layer: add its folder to tests/architecture/layers.ts`;
  const { path, values, types = [] } = layer;
  // A folder with a more special line of its own is not "the layer itself".
  const own = below(one.to, path) && (layerOf(one.to) ?? layer) === layer;
  if (own || values.some((allowed) => below(one.to, allowed))) return null;
  if (path === 'entrypoints/background' && below(one.to, path)) return null;
  const asType = types.some((allowed) => below(one.to, allowed));
  if (asType && one.typeOnly) return null;
  return asType
    ? `${where(one)} as a value: write "import type", or move what both need below ${path}`
    : `${where(one)}: ${path} may import only itself and ${[...values, ...types].join(', ') || 'nothing'}`;
}

describe('who may import whom', () => {
  it('every file belongs to a layer', () => {
    const homeless = files.filter(({ path }) => !layerOf(path)).map(({ path }) => path);
    expect(homeless, 'Give the folder a line in tests/architecture/layers.ts').toEqual([]);
    expect(files.length).toBeGreaterThan(80);
    expect(imports.length).toBeGreaterThan(200);
  });

  it('every import is allowed', () => {
    expect(imports.map(problemOf).filter((problem) => problem !== null)).toEqual([]);
  });

  it('every line of the table speaks of something that exists', () => {
    const unused = layers.filter(({ path }) => !files.some((file) => below(file.path, path)));
    expect(
      unused.map(({ path }) => path),
      'Remove the line from the table',
    ).toEqual([]);
  });

  it('the browser and its packages are known to entrypoints alone', () => {
    const outside = imports.filter(
      ({ from, to }) =>
        !from.startsWith('entrypoints/') && entrypointPackages.some((name) => below(to, name)),
    );
    expect(outside.map(where), 'Move it to entrypoints/, or pass what it needs in').toEqual([]);
  });

  it('core is pure: nothing of Node', () => {
    const impure = imports.filter(({ from, to }) => below(from, 'core') && below(to, 'node:'));
    expect(impure.map(where), 'Take the result as an argument; cli/ reads it').toEqual([]);
  });

  it('core reads no clock, no randomness and no browser', () => {
    const forbidden =
      /\b(Date\.now|new Date\(\)|performance\.now|Math\.random|crypto\.|document\.|window\.|navigator\.|localStorage|indexedDB|fetch\(|setTimeout|setInterval|browser\.|chrome\.)/;
    const impure = files
      .filter(({ path }) => below(path, 'core'))
      .flatMap(({ path, text }) =>
        text
          .split('\n')
          .map((line, index) => ({
            line: line.replace(/\/\/.*|^\s*\*.*|\/\*.*/, ''),
            at: `${path}:${index + 1}`,
          }))
          .filter(({ line }) => forbidden.test(line.replace(/'[^']*'|`[^`]*`/g, "''")))
          .map(({ at }) => at),
      );
    expect(impure, 'Take time, chance and the outside as arguments').toEqual([]);
  });
});

describe('shape', () => {
  it('no import cycles in core', () => {
    const graph = new Map(
      files
        .filter(({ path }) => below(path, 'core'))
        .map((file) => [file.path, file.imports.map(({ to }) => to)] as const),
    );
    expect(cycleIn(graph), 'Move what both need into a file of its own').toBeNull();
  });

  it('no barrels: index.ts only where WXT demands it', () => {
    const barrels = files
      .map(({ path }) => path)
      .filter((path) => /(^|\/)index\.m?[tj]s$/.test(path))
      .filter((path) => !/^entrypoints\/[^/]+\/index\.ts$/.test(path));
    expect(barrels, 'Name the file after its idea and import it directly').toEqual([]);
  });

  it('files stay small', () => {
    const long = files
      .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > MAX_LINES)
      .map(({ path, lines }) => `${path} has ${lines} lines`);
    expect(long, 'Split it by ideas').toEqual([]);
  });

  it('names are kebab-case and say an idea', () => {
    const odd = files
      .map(({ path }) => path)
      .filter((path) => {
        const name = path.split('/').at(-1) ?? '';
        return (
          !/^[a-z0-9]+(-[a-z0-9]+)*\.m?[tj]sx?$/.test(name) ||
          /(^|-)(utils?|helpers?|manager|misc|common)\b/.test(name)
        );
      });
    expect(odd, 'Rename the file after what it knows').toEqual([]);
  });

  it('nothing makes markup of text', () => {
    const markup =
      /dangerouslySetInnerHTML|\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write/;
    const makers = files
      .filter(({ path }) => below(path, 'entrypoints') && !below(path, 'entrypoints/guard.content'))
      .filter(({ text }) => markup.test(text))
      .map(({ path }) => path);
    expect(makers, 'Give text to elements as text').toEqual([]);
  });

  it('every file opens with what it knows', () => {
    // A rule is data with a title and notes of its own; the lint of the rules looks at those.
    const silent = files
      .filter(({ path }) => !below(path, 'rules'))
      .filter(({ text }) => !/^(#!.*\n)?\/\/ \S/.test(text))
      .map(({ path }) => path);
    expect(
      silent,
      'Open it with 2 to 5 comment lines: what it knows, what it must never do',
    ).toEqual([]);
  });
});

describe('the reader of imports itself', () => {
  it('sees every form, and tells types from values', () => {
    const { imports: found } = readSource(
      'core/x/a.ts',
      `import type { A } from './b.ts';
       import { type B, c } from '../y/c.ts';
       import { type D } from 'd';
       import 'e';
       export * from './f.ts';
       export type { G } from './g.ts';
       const h = await import('node:fs');
       const i = import.meta.glob('/rules/wasm/*.ts');
       type J = import('./j.ts').J;`,
    );
    expect(found.map(({ to, typeOnly }) => `${to} ${typeOnly ? 'type' : 'value'}`)).toEqual([
      'core/x/b.ts type',
      'core/y/c.ts value',
      'd type',
      'e value',
      'core/x/f.ts value',
      'core/x/g.ts type',
      'node:fs value',
      'rules/wasm/*.ts value',
      'core/x/j.ts type',
    ]);
  });

  it.each<[string, string, string, boolean]>([
    [
      'core/wasm/a.ts',
      'core/features/mix.ts',
      'core/wasm may import only itself and nothing',
      false,
    ],
    ['core/detect/a.ts', 'core/evidence/evidence.ts', 'write "import type"', false],
    ['entrypoints/guard.content/a.ts', 'zod', 'may import only itself', true],
    ['entrypoints/guard.content/a.ts', 'core/incident/incident.ts', 'write "import type"', false],
    ['entrypoints/bridge.ts', 'core/protocol/observation.ts', 'may import only', true],
    [
      'entrypoints/popup/a.ts',
      'entrypoints/background/store/incident-store.ts',
      'may import only',
      true,
    ],
    ['rules/wasm/a.ts', 'core/features/features.ts', 'may import only', true],
    ['core/nowhere/a.ts', 'zod', 'belongs to no layer', false],
    ['core/policy/a.ts', 'core/incident/incident.ts', 'may import only', true],
    ['cli/a.ts', 'wxt', 'may import only', false],
    [
      'entrypoints/background/services/a.ts',
      'entrypoints/guard.content/judge.ts',
      'may import only',
      true,
    ],
  ])('%s may not import %s', (from, to, message, typeOnly) => {
    expect(problemOf({ from, to, typeOnly, line: 1 })).toContain(message);
  });
});

/** @returns one cycle as `a -> b -> a`, or null */
function cycleIn(graph: ReadonlyMap<string, readonly string[]>): string | null {
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string | null => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path].join(' -> ');
    if (done.has(path)) return null;
    for (const next of graph.get(path) ?? []) {
      const cycle = visit(next, [...trail, path]);
      if (cycle) return cycle;
    }
    done.add(path);
    return null;
  };
  for (const path of graph.keys()) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return null;
}
