// How the extension is built. Two things are done by hand, because a page must not see or stop us: the bridge is an
// unlisted script named in the manifest (WXT's content-script wrapper posts into the page), and the guard is wrapped
// into one function that knows its own text, so that it can start workers with itself.
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'wxt';
import { languages, messagesOf } from './cli/locales.ts';
import { writePackageList } from './cli/pack/bundled-packages.ts';
import { managedSchema } from './core/policy/managed-schema.ts';

/** `wxt build --mode managed`: for companies that install it themselves; asks for what only a policy can grant. */
const MANAGED = 'managed';
const GUARD_FILE = 'content-scripts/guard.js';
/** Firefox alone lets an extension look at responses before the page has them (services/response-filter.ts). */
const RESPONSE_FILTER = [
  'webRequestBlocking',
  'webRequestFilterResponse',
  'webRequestFilterResponse.serviceWorkerScript',
];
const EVERY_FRAME = {
  matches: ['<all_urls>'],
  all_frames: true,
  match_about_blank: true,
  match_origin_as_fallback: true,
  run_at: 'document_start',
} as const;

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  outDir: '.output',
  manifest: ({ browser, mode }) => ({
    name: '__MSG_product_name__',
    short_name: '__MSG_product_name__',
    description: '__MSG_product_description__',
    default_locale: 'en',
    permissions: [
      ...['declarativeNetRequest', 'webRequest', 'storage', 'unlimitedStorage'],
      ...['alarms', 'browsingData', 'scripting', 'downloads', 'notifications'],
      ...(browser === 'firefox' ? RESPONSE_FILTER : ['system.cpu']),
      ...(mode === MANAGED ? ['debugger', 'management'] : []),
    ],
    // To see mining extensions, asked for on the settings page.
    ...(mode !== MANAGED && { optional_permissions: ['management'] }),
    host_permissions: ['<all_urls>'],
    // The background runs our own walker over code that it fetched again (docs/decisions/016-second-eye.md).
    content_security_policy: {
      extension_pages:
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; connect-src http: https:",
    },
    ...(browser !== 'firefox' && { storage: { managed_schema: 'managed-schema.json' } }),
    minimum_chrome_version: '128',
    options_ui: { page: 'settings.html', open_in_tab: true },
    action: { default_title: '__MSG_product_name__' },
    // The bridge first: a window that another frame has guarded so far gets its natives back before the guard starts.
    content_scripts: [
      { ...EVERY_FRAME, js: ['bridge.js'] },
      { ...EVERY_FRAME, js: [GUARD_FILE], world: 'MAIN' },
    ],
    ...(browser === 'firefox' && {
      browser_specific_settings: {
        gecko: {
          id: 'assay@assay.example',
          strict_min_version: '142.0',
          data_collection_permissions: { required: ['none'] },
        },
      },
    }),
  }),
  hooks: {
    'build:done': (wxt, { steps }) =>
      writePackageList(
        wxt.config.outDir,
        steps.flatMap(({ chunks }) => chunks),
      ),
    'build:publicAssets': (wxt, files) => {
      const folder = resolve(wxt.config.root, 'assets/icons');
      for (const name of readdirSync(folder).filter((file) => file.endsWith('.png'))) {
        files.push({ absoluteSrc: resolve(folder, name), relativeDest: `icons/${name}` });
      }
      for (const language of languages)
        files.push({
          contents: messagesOf(language),
          relativeDest: `_locales/${language}/messages.json`,
        });
      files.push({
        contents: JSON.stringify(managedSchema(), null, 2),
        relativeDest: 'managed-schema.json',
      });
    },
  },
  vite: () => ({
    // Every browser that we run in knows modulepreload.
    build: { target: 'es2022', modulePreload: { polyfill: false } },
    // A mode that is not called production would write the paths of the sources into the pages.
    oxc: { jsx: { development: false } },
    plugins: [selfCarryingGuard()],
  }),
});

/** Wraps the built guard as `(function assayGuard(assayBoot){…})()`: it can read its own text and start workers with it. */
function selfCarryingGuard() {
  return {
    name: 'assay:self-carrying-guard',
    enforce: 'post' as const,
    generateBundle(_options: unknown, bundle: Record<string, { type: string; code?: string }>) {
      const guard = bundle[GUARD_FILE];
      if (!guard?.code) return;
      const body = guard.code.trim();
      guard.code = `(function assayGuard(assayBoot){"use strict";${body}})();`;
    },
  };
}
