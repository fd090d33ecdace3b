// The layers as data: who may import whom. A path stands for itself and everything below it. The first layer whose path
// fits a file is the file's layer; a file that fits none is an error, so that a new folder is a decision.
export interface Layer {
  /** The file or folder that this line speaks of. */
  readonly path: string;
  /** What may be imported as values, beside the layer itself. */
  readonly values: readonly string[];
  /** What may be imported as types only; they weigh nothing. */
  readonly types?: readonly string[];
}

const PAGE_VALUES = [
  ...['entrypoints/page-kit', 'core/report', 'core/evidence/explain.ts', 'core/incident/energy.ts'],
  ...['core/incident/summary.ts', 'preact', 'webextension-polyfill'],
];
const PAGE_TYPES = ['core', 'assets/locales'];

export const layers: readonly Layer[] = [
  { path: 'rules/wasm', values: ['core/rules/define-rule.ts'] },
  { path: 'rules/downloads', values: [], types: ['core/rules/download-match.ts'] },
  {
    path: 'rules/extensions',
    values: [],
    types: ['core/rules/extension-match.ts'],
  },
  { path: 'rules/dashboards', values: [] },
  { path: 'rules/source', values: ['core/source/define-source-rule.ts'] },

  // Static analysis: bytes to numbers to rules to a judgement.
  { path: 'core/wasm', values: [] },
  { path: 'core/hash', values: ['core/wasm'] },
  {
    path: 'core/source',
    values: ['core/features/constants.ts'],
    types: ['core/protocol', 'core/rules'],
  },
  { path: 'core/features', values: ['core/wasm', 'core/hash'] },
  { path: 'core/rules', values: ['core/features'], types: ['core/protocol'] },
  { path: 'core/model', values: [] },
  {
    path: 'core/engine.ts',
    values: ['core/wasm', 'core/features', 'core/rules', 'core/model'],
    types: ['core/protocol'],
  },

  // A whole file, for whoever has one: the command line and the background's second look.
  {
    path: 'core/judge-file.ts',
    values: ['core/engine.ts', 'core/source'],
    types: ['core/model', 'core/protocol'],
  },

  {
    path: 'core/self-test.ts',
    values: ['core/engine.ts', 'core/source', 'core/features'],
    types: ['core'],
  },

  // Live judgement: observations to evidence to an incident. The ledger runs the registered detectors, and detectors
  // know evidence by its type only; both know how ids of frames are written.
  {
    path: 'core/detect',
    values: ['core/protocol/in-frame.ts', 'core/source/page-traits.ts'],
    types: ['core/evidence/evidence.ts', 'core/protocol'],
  },
  {
    path: 'core/evidence',
    values: ['core/detect/registry.ts', 'core/policy/modes.ts', 'core/protocol/in-frame.ts'],
    types: ['core/protocol'],
  },
  {
    path: 'core/incident',
    values: ['zod', 'core/evidence/explain.ts'],
    types: ['core/evidence', 'core/policy', 'core/protocol'],
  },
  { path: 'core/policy', values: ['zod'], types: ['core/protocol'] },

  // Rules that come later: what a pack may say, who signed it, and whether it may be applied.
  {
    path: 'core/rule-pack',
    values: [
      ...['core/rules', 'core/model', 'core/evidence/fuse.ts', 'core/hash'],
      ...['core/source/base64.ts', 'zod'],
    ],
    types: ['core/evidence'],
  },
  {
    path: 'core/protocol',
    values: ['zod', 'core/source/page-traits.ts'],
    types: ['core/evidence', 'core/incident', 'core/policy', 'core/report', 'core/self-test.ts'],
  },
  {
    path: 'core/report',
    // How sure we are and what it costs, in the words that pages use.
    values: ['core/evidence/explain.ts', 'core/incident/energy.ts'],
    types: ['core/evidence', 'core/incident', 'core/policy', 'core/protocol'],
  },

  // What leaves for the company's own engine, and in which format. OTLP is written by OpenTelemetry's own packages.
  {
    path: 'core/fleet',
    values: [
      ...['core/report', 'core/incident/keep.ts', 'core/hash/hex.ts'],
      '@opentelemetry/otlp-transformer',
    ],
    types: ['core', '@opentelemetry/sdk-logs'],
  },

  // What runs inside pages carries no library but a hash, and nothing that knows the extension's API.
  {
    path: 'entrypoints/guard.content',
    values: [
      ...['core/wasm', 'core/features', 'core/source', 'core/hash', 'core/engine.ts'],
      ...['core/protocol/frame.ts', 'entrypoints/rule-sets'],
      'wxt/utils/define-content-script',
    ],
    types: ['core'],
  },
  {
    path: 'entrypoints/bridge.ts',
    values: ['core/protocol/frame.ts', 'wxt/utils/define-unlisted-script'],
    types: ['entrypoints/let-run.ts'],
  },
  { path: 'entrypoints/let-run.ts', values: ['wxt/utils/define-unlisted-script'] },
  {
    path: 'entrypoints/page-notice',
    values: ['wxt/utils/define-unlisted-script'],
    types: ['core/protocol/notice.ts'],
  },
  {
    path: 'entrypoints/page-traits.ts',
    values: ['core/source/page-traits.ts', 'wxt/utils/define-unlisted-script'],
  },

  {
    path: 'entrypoints/background/store',
    values: ['idb', 'core/fleet', 'core/incident/upgrade.ts', 'core/incident/summary.ts'],
    types: ['core'],
  },
  {
    path: 'entrypoints/background',
    values: [
      ...[
        'core',
        'rules/hosts',
        'rules/downloads',
        'rules/extensions',
        'rules/feed.json',
        'entrypoints/rule-sets',
      ],
      ...['webextension-polyfill', 'wxt/utils/define-background'],
      // What it says to people: the texts, and whom they may ask.
      ...['entrypoints/page-kit/text.ts', 'entrypoints/page-kit/prepared-request.ts'],
    ],
  },
  { path: 'entrypoints/rule-sets', values: ['rules/wasm', 'rules/source'], types: ['core'] },

  // Our own pages ask the background by messages: they reach neither its store nor its services.
  { path: 'entrypoints/page-kit', values: PAGE_VALUES, types: PAGE_TYPES },
  { path: 'entrypoints/popup', values: PAGE_VALUES, types: PAGE_TYPES },
  {
    path: 'entrypoints/log',
    values: [...[...PAGE_VALUES, 'core/policy/exceptions.ts'], ...['uplot']],
    types: PAGE_TYPES,
  },
  { path: 'entrypoints/blocked', values: PAGE_VALUES, types: PAGE_TYPES },
  { path: 'entrypoints/status', values: PAGE_VALUES, types: PAGE_TYPES },
  { path: 'entrypoints/welcome', values: PAGE_VALUES, types: PAGE_TYPES },
  { path: 'entrypoints/settings', values: PAGE_VALUES, types: PAGE_TYPES },

  // Browsers without the browser: what the background sends, run by the command line.
  {
    path: 'cli/simulate',
    values: [
      ...['core', 'cli/sample-log.ts', 'cli/number-argument.ts'],
      ...['entrypoints/background/services/fleet'],
      'entrypoints/background/services/diagnostics.ts',
      ...['entrypoints/background/store', 'fake-indexeddb', 'cli-table3', 'node:'],
    ],
  },

  // The command line: the analyser, and the demo's pages and browser.
  {
    path: 'cli',
    values: [
      ...[
        'core',
        'rules',
        'cli/simulate',
        'tests/pages',
        'tests/bench',
        'tests/corpus',
        'tests/coverage',
        'node:',
      ],
      ...[
        'tests/corpus-modules.ts',
        'tests/e2e/store-in-page.ts',
        'tests/firefox/differences.ts',
        'tests/firefox/known.ts',
        'zod',
        '@xmldom/xmldom',
        'playwright',
        'cli-table3',
        'wabt',
        'prettier',
        'assemblyscript',
        'fflate',
      ],
    ],
  },
];

/** Packages that belong to entrypoints alone. */
export const entrypointPackages = ['wxt', 'webextension-polyfill', 'idb'] as const;
