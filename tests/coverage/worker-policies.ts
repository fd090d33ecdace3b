// Dedicated workers of pages with policies: content security, Trusted Types, cross-origin isolation.
import { DARK, NEXT, rowsOf, type Place } from './place.ts';

const row = rowsOf({ group: 'workers', hasOwnHost: true });

const POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline'; worker-src 'self'";
const WITH_BLOB =
  "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; worker-src 'self' blob: data:";
const WITH_SCRIPTS = "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:";
const policy = (value: string): Partial<Place> => ({
  page: { headers: { 'content-security-policy': value } },
});
const isolated = (embedder: string): Partial<Place> => ({
  page: {
    headers: {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': embedder,
    },
  },
});

export const workerPolicyPlaces: readonly Place[] = [
  row(
    'worker-policy-http',
    'http worker under a content security policy without blob:',
    (kit) => kit.worker(kit.workerAt()),
    { ...policy(POLICY), ...DARK },
  ),
  row(
    'worker-policy-module',
    'http module worker under a content security policy without blob:',
    (kit) => kit.worker(kit.workerAt(kit.TELL, 'module'), { type: 'module' }),
    { ...policy(POLICY), ...DARK },
  ),
  row(
    'worker-policy-meta',
    'http worker under a policy of a meta element',
    (kit) => kit.worker(kit.workerAt()),
    {
      ...DARK,
      page: { body: `<meta http-equiv="Content-Security-Policy" content="${POLICY}">` },
    },
  ),
  row(
    'worker-policy-inherited',
    'http worker in a srcdoc frame that inherited a policy',
    (kit) => {
      kit.put(kit.iframe({ srcdoc: kit.html('kit.worker(kit.workerAt()).then(kit.tell)') }));
      return kit.heard();
    },
    { ...policy(POLICY), ...DARK },
  ),
  row(
    'worker-policy-nested',
    'worker in an http worker under a content security policy',
    (kit) => kit.worker(kit.workerAt('kit.worker(kit.blobUrl(kit.script())).then(kit.tell)')),
    { ...policy(POLICY), ...DARK },
  ),
  row(
    'worker-policy-allows',
    'http worker under a content security policy that allows blob:',
    (kit) => kit.worker(kit.workerAt()),
    { ...policy(WITH_BLOB), ...DARK },
  ),
  row(
    'worker-policy-blob',
    'blob worker under a content security policy that allows it',
    (kit) => kit.worker(kit.blobUrl(kit.script())),
    { ...policy(WITH_BLOB), ...NEXT },
  ),
  row(
    'worker-policy-blob-script',
    'blob worker under a policy that also allows blob: scripts',
    (kit) => kit.worker(kit.blobUrl(kit.script())),
    policy(`${WITH_SCRIPTS}; worker-src 'self' blob:`),
  ),
  row(
    'worker-policy-data',
    'data worker under a content security policy that allows it',
    (kit) => kit.worker(kit.dataUrl(kit.script())),
    { ...policy(WITH_BLOB), ...NEXT },
  ),
  row(
    'worker-policy-blob-of-frame',
    'blob worker under a policy, whose blob another frame made',
    (kit) => {
      const realm = kit.put(kit.iframe()).contentWindow as unknown as typeof globalThis;
      const blob = new realm.Blob([kit.script()], { type: 'text/javascript' });
      return kit.worker(realm.URL.createObjectURL(blob));
    },
    { ...policy(WITH_BLOB), ...DARK },
  ),
  row(
    'worker-trusted-types',
    'blob worker under Trusted Types',
    (kit) => kit.worker(kit.trusted(kit.blobUrl(kit.script()))),
    { ...policy("require-trusted-types-for 'script'"), ...DARK },
  ),
  row(
    'worker-trusted-types-listed',
    'blob worker under Trusted Types with a list of policies',
    (kit) => kit.worker(kit.trusted(kit.blobUrl(kit.script()))),
    { ...policy("require-trusted-types-for 'script'; trusted-types page"), ...DARK },
  ),
  row(
    'worker-isolated',
    'worker of a page that is cross-origin isolated (require-corp)',
    (kit) =>
      kit.worker(
        kit.workerAt(kit.TELL, 'classic', { 'cross-origin-embedder-policy': 'require-corp' }),
      ),
    isolated('require-corp'),
  ),
  row(
    'worker-isolated-credentialless',
    'worker of a page that is cross-origin isolated (credentialless)',
    (kit) =>
      kit.worker(
        kit.workerAt(kit.TELL, 'classic', { 'cross-origin-embedder-policy': 'credentialless' }),
      ),
    isolated('credentialless'),
  ),
  row(
    'worker-isolated-blob',
    'blob worker of a page that is cross-origin isolated',
    (kit) => kit.worker(kit.blobUrl(kit.script())),
    isolated('require-corp'),
  ),
];
