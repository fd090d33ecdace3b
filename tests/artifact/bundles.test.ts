// What people install, file by file: the shape of the two scripts that run inside pages, what they must not carry, how
// large they may be, what the manifest asks for. It reads the last build and judges nothing else.
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { extractCryptoNightWasm } from '../pages/site/cryptonight-wasm.ts';
import { builtFiles, isBuilt, projectFolder, zipBytes, type BuiltFile } from './built-files.ts';

const KB = 1_000;
const GUARD = 'content-scripts/guard.js';
const BRIDGE = 'bridge.js';
const TRAITS = 'page-traits.js';
const RESPONSE_FILTER = [
  'webRequestBlocking',
  'webRequestFilterResponse',
  'webRequestFilterResponse.serviceWorkerScript',
];
const builds = ['chrome-mv3', 'firefox-mv3', 'chrome-mv3-managed'].filter(
  (name) => name === 'chrome-mv3' || isBuilt(name),
);

const miner = await extractCryptoNightWasm(join(projectFolder, 'node_modules'));

interface Manifest {
  readonly [key: string]: unknown;
  readonly content_scripts: readonly Readonly<Record<string, unknown>>[];
}

describe.each(builds)('the build %s', (name) => {
  let files: readonly BuiltFile[];
  let manifest: Manifest;
  const file = (path: string): BuiltFile => {
    const found = files.find((one) => one.path === path);
    if (!found) throw new Error(`The build has no ${path}: look at wxt.config.ts.`);
    return found;
  };
  beforeAll(() => {
    files = builtFiles(name);
    manifest = JSON.parse(file('manifest.json').text) as Manifest;
  });
  const scripts = (): readonly BuiltFile[] => files.filter(({ path }) => path.endsWith('.js'));
  const scriptsWith = (pattern: RegExp): string[] =>
    scripts()
      .filter(({ text }) => pattern.test(text))
      .map(({ path }) => path);

  describe('the guard', () => {
    it('is one line: one call of one function in parentheses, so it leaves no global and can carry itself', () => {
      const { text } = file(GUARD);
      expect(text.trimEnd(), 'A line break would end the text it gives to workers.').not.toMatch(
        /[\r\n\u2028\u2029]/,
      );
      const call = onlyCall(text);
      expect(call.function.name?.text).toBe('assayGuard');
      expect(call.function.parameters.map((one) => one.getText())).toEqual(['assayBoot']);
    });

    it('its own text is the same function again', () => {
      const { text } = file(GUARD);
      const { function: own } = onlyCall(text);
      const again = onlyCall(`(${own.getText()})();`);
      expect(again.function.getText()).toBe(own.getText());
      expect(own.getText().match(/\bassayGuard\b/g)?.length, 'It reads its own text.').toBe(2);
    });

    it('starts where there is nothing but the language, as in an audio worklet, and judges there', () => {
      const scope: Record<string, unknown> = {};
      const realm = createContext(scope);
      runInContext(
        'var registered; class AudioWorkletProcessor {}; this.AudioWorkletProcessor = AudioWorkletProcessor;' +
          'function registerProcessor(name) { registered = name; }',
        realm,
      );
      const boot = { workerId: 'w.1', href: '', rebased: false, letsRun: false, worklet: true };
      runInContext(`${file(GUARD).text.trim().slice(0, -3)}(${JSON.stringify(boot)})`, realm);
      expect(scope['registered']).toBe('w.1');
      const refused = runInContext(
        `(bytes) => { try { new WebAssembly.Module(bytes); return 'compiled'; } catch (error) { return error.message; } }`,
        realm,
      ) as (bytes: Uint8Array) => string;
      expect(refused(miner)).toContain('refused by Assay');
    });

    it('is at most 107 kB, in Firefox 109 kB, 43 kB with gzip (docs/decisions/008-guard-size.md)', () => {
      const { bytes } = file(GUARD);
      // Firefox: the channel to guards that the background writes into workers.
      const most = name.startsWith('firefox') ? 109 : 107;
      expect(bytes.length, 'Every frame and worker reads it: find what grew.').toBeLessThanOrEqual(
        most * KB,
      );
      expect(gzipSync(bytes, { level: 9 }).length).toBeLessThanOrEqual(43 * KB);
    });

    it('carries the rules that refuse', () => {
      expect(file(GUARD).text).toContain('cryptonight');
    });
  });

  describe('the bridge', () => {
    it('is one call of one function', () => {
      expect(onlyCall(file(BRIDGE).text).function.parameters).toHaveLength(0);
    });

    it('is at most 2 kB', () => {
      expect(file(BRIDGE).bytes.length).toBeLessThanOrEqual(2 * KB);
    });
  });

  describe('the script that looks for dashboards', () => {
    it('is one call of one function, at most 13 kB: every page that is opened reads it', () => {
      const { text, bytes } = file(TRAITS);
      expect(onlyCall(text).function.parameters).toHaveLength(0);
      expect(bytes.length).toBeLessThanOrEqual(13 * KB);
    });
  });

  describe.each([GUARD, BRIDGE, TRAITS])('%s', (path) => {
    it.each([
      ['zod', /zod|safeParse|ZodError|invalid_type/i],
      [
        "the extension API's polyfill",
        /webextension-polyfill|only be loaded in a browser extension/,
      ],
      ['the incident log', /indexedDB|mergeKey/],
      ["the extension's address", /chrome-extension:|moz-extension:|getURL/],
    ])('does not carry %s', (_, pattern) => {
      // In Firefox it is the name of an event between our own worlds, which no page can know.
      const isNamed = name.startsWith('firefox') && path === BRIDGE;
      const { text } = file(path);
      expect(isNamed ? text.replace('getURL(``)', '') : text).not.toMatch(pattern);
    });
  });

  it('our pages are at most 120 kB with gzip, all together', () => {
    const ours = files.filter(({ path }) => /^(chunks|assets)\//.test(path));
    const packed = ours.map(({ bytes }) => gzipSync(bytes, { level: 9 }).length);
    expect(ours.length).toBeGreaterThan(8);
    expect(packed.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(120 * KB);
  });

  it('the whole is at most 400 kB as a zip', () => {
    expect(zipBytes(files)).toBeLessThanOrEqual(400 * KB);
  });

  it('holds no source maps and no files that nobody needs', () => {
    expect(
      files.map(({ path }) => path).filter((path) => !/\.(js|html|css|json|png)$/.test(path)),
    ).toEqual([]);
    expect(scriptsWith(/sourceMappingURL/)).toEqual([]);
  });

  it('makes no code from text', () => {
    const maker = /(?<![\w$.])eval\s*\(|new\s+Function\s*\(|(?<![\w$.])Function\s*\(\s*[`'"]/;
    expect(scriptsWith(maker), 'Find the dependency that does it.').toEqual([]);
  });

  it('loads nothing from elsewhere', () => {
    const pages = files.filter(({ path }) => path.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(2);
    for (const { path, text } of pages) {
      expect(text, `${path} must not load from the network`).not.toMatch(
        /(src|href)=["']?(https?:)?\/\//,
      );
      expect(text, `${path} must not run inline code`).not.toMatch(
        /<script(?![^>]*\bsrc=)[^>]*>|\son\w+=/,
      );
    }
    for (const { path, text } of files.filter((one) => one.path.endsWith('.css')))
      expect(text, path).not.toMatch(/@import|url\(["']?(https?:)?\/\//);
  });

  it('names no place on the machine that built it', () => {
    const places = [projectFolder, `${homedir()}/`, 'file://', 'node_modules/', 'shared/'];
    const naming = files.flatMap(({ path, text }) =>
      places.filter((place) => text.includes(place)).map((place) => `${path} names ${place}`),
    );
    expect(naming).toEqual([]);
  });

  it('carries the rules without their notes and cases', async () => {
    const texts = [...(await ruleTexts()), ...(await detectorCaseTitles())];
    expect(texts.length).toBeGreaterThan(30);
    const carried = scripts().flatMap(({ path, text }) =>
      texts.filter((part) => text.includes(part)).map((part) => `${path} carries "${part}"`),
    );
    expect(carried, 'Keep notes and cases in exports that no bundle imports.').toEqual([]);
  });

  describe('the manifest', () => {
    it('asks for exactly these permissions', () => {
      expect(
        manifest['permissions'],
        'A new one needs its sentence in docs/permissions.md.',
      ).toEqual([
        ...['declarativeNetRequest', 'webRequest', 'storage', 'unlimitedStorage'],
        ...['alarms', 'browsingData', 'scripting', 'downloads', 'notifications'],
        ...(name.startsWith('firefox') ? RESPONSE_FILTER : ['system.cpu']),
        ...(name.endsWith('managed') ? ['debugger', 'management'] : []),
      ]);
      // What a person can give and take back; in the build for companies it is there.
      const optional = name.endsWith('managed') ? undefined : ['management'];
      expect(manifest['optional_permissions']).toEqual(optional);
      expect(manifest['host_permissions']).toEqual(['<all_urls>']);
    });

    it('opens nothing to pages', () => {
      const open = ['web_accessible_resources', 'externally_connectable', 'key', 'update_url'];
      expect(open.filter((key) => key in manifest)).toEqual([]);
    });

    it('lets our own pages and background compile the walker, and load from nowhere else', () => {
      const { extension_pages: policy } = manifest['content_security_policy'] as Record<
        string,
        string
      >;
      expect(policy?.split('; ')).toEqual([
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "object-src 'none'",
        'connect-src http: https:',
      ]);
    });

    it('has no keys but those', () => {
      const known = [
        ...[
          'default_locale',
          'manifest_version',
          'name',
          'short_name',
          'description',
          'version',
          'icons',
          'action',
        ],
        ...['permissions', 'host_permissions', 'content_scripts', 'background'],
        ...['minimum_chrome_version', 'browser_specific_settings'],
        ...['content_security_policy', 'storage', 'optional_permissions', 'options_ui'],
      ];
      expect(Object.keys(manifest).filter((key) => !known.includes(key))).toEqual([]);
      expect(manifest['manifest_version']).toBe(3);
    });

    it('starts bridge and guard first, in every frame', () => {
      const everywhere = {
        matches: ['<all_urls>'],
        all_frames: true,
        match_about_blank: true,
        match_origin_as_fallback: true,
        run_at: 'document_start',
      };
      // In this order: the bridge gives a window its natives back before the guard takes them.
      expect(manifest.content_scripts).toEqual([
        { ...everywhere, js: [BRIDGE] },
        { ...everywhere, js: [GUARD], world: 'MAIN' },
      ]);
    });

    it('names only files that exist', () => {
      const named = JSON.stringify(manifest).match(/[\w./-]+\.(js|html|png)(?=")/g) ?? [];
      expect(named.length).toBeGreaterThan(3);
      for (const path of named)
        expect(file(path.replace(/^\//, '')).bytes.length).toBeGreaterThan(0);
    });
  });
});

/** The one statement of a script: `(function …(…){…})();`. Throws what is wrong otherwise. */
function onlyCall(text: string): { readonly function: ts.FunctionExpression } {
  const source = ts.createSourceFile(
    'script.js',
    text,
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.JS,
  );
  const statements = source.statements.filter((one) => !ts.isEmptyStatement(one));
  const [statement] = statements;
  expect(
    statements,
    'The script must be one statement: anything else leaks a global.',
  ).toHaveLength(1);
  if (!statement || !ts.isExpressionStatement(statement)) throw new Error('It is no expression.');
  const { expression } = statement;
  if (!ts.isCallExpression(expression) || !ts.isParenthesizedExpression(expression.expression))
    throw new Error('It is no call of a function in parentheses.');
  const called = expression.expression.expression;
  if (!ts.isFunctionExpression(called)) throw new Error('What is called is no plain function.');
  return { function: called };
}

interface RuleFile {
  readonly notes: Readonly<Record<'title', string>> &
    Readonly<Record<'falsePositives' | 'knownGaps', readonly string[]>>;
  readonly cases: Readonly<Record<'match' | 'clean', readonly { readonly of: string }[]>>;
}

/** Sentences of all rules that only people and tests read. */
async function ruleTexts(): Promise<string[]> {
  const loaded = await modulesIn('rules/wasm');
  return loaded.flatMap((module) => {
    const { notes, cases } = module as RuleFile;
    const of = [...cases.match, ...cases.clean].map((one) => one.of);
    return [
      notes.title,
      ...notes.falsePositives,
      ...notes.knownGaps,
      ...of.filter((text) => text.length > 16),
    ];
  });
}

async function detectorCaseTitles(): Promise<string[]> {
  const loaded = (await modulesIn('core/detect')) as {
    readonly cases?: Readonly<Record<'match' | 'clean', readonly { readonly title: string }[]>>;
  }[];
  return loaded.flatMap(({ cases }) =>
    cases ? [...cases.match, ...cases.clean].map(({ title }) => title) : [],
  );
}

function modulesIn(folder: string): Promise<unknown[]> {
  const names = readdirSync(join(projectFolder, folder)).filter((name) => name.endsWith('.ts'));
  return Promise.all(
    names.map(
      (name) => import(/* @vite-ignore */ join(projectFolder, folder, name)) as Promise<unknown>,
    ),
  );
}
