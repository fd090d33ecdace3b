// Realms that come without any insertion: the page holds a window and waits until another document is in it. Also what a
// page changes in the realm of a frame before the frame's own script runs there.
import { rowsOf, UNSEEN, type Place } from './place.ts';

type Realm = typeof globalThis;

const row = rowsOf({ group: 'realm race', since: '0.2.0' });

const LATER = { ...UNSEEN, since: '0.1.0' } as const;

const later: readonly Place[] = [
  row(
    'later-window',
    'kept window of a frame, when its next document has a head but no element yet',
    async (kit) => {
      const frame = kit.iframe({ src: kit.page('') });
      const inner = await kit.frameWindow(frame);
      kit.bytes();
      frame.src = kit.stalled();
      await kit.left(inner);
      return kit.compile(inner);
    },
    LATER,
  ),
  row(
    'later-index',
    'window[0], when the next document of a frame has no element yet',
    async (kit) => {
      const frame = kit.iframe({ src: kit.page('') });
      await kit.frameWindow(frame);
      kit.bytes();
      frame.src = kit.stalled();
      await kit.left(window[0]);
      return kit.compile(window[0]);
    },
    LATER,
  ),
  row(
    'later-content-window',
    'contentWindow, when the next document of a frame has no element yet',
    async (kit) => {
      const frame = kit.iframe({ src: kit.page('') });
      const inner = await kit.frameWindow(frame);
      kit.bytes();
      frame.src = kit.stalled();
      await kit.left(inner);
      return kit.compile(frame.contentWindow);
    },
  ),
  row(
    'later-first',
    'kept window of a fresh frame, when its first document has no element yet',
    async (kit) => {
      const frame = kit.put(kit.iframe({ src: kit.stalled() }));
      const inner = frame.contentWindow;
      kit.bytes();
      await kit.left(inner);
      return kit.compile(inner);
    },
  ),
  row(
    'later-blank',
    'kept window of a blank frame, when its next document has no element yet',
    async (kit) => {
      const frame = kit.put(kit.iframe());
      const inner = frame.contentWindow;
      kit.bytes();
      frame.src = kit.stalled();
      await kit.left(inner);
      return kit.compile(inner);
    },
    LATER,
  ),
  row(
    'later-popup',
    'kept window of a popup, when its next document has no element yet',
    async (kit) => {
      const popup = open(kit.page('opener.postMessage(1, "*")'));
      await new Promise((done) => addEventListener('message', done, { once: true }));
      kit.bytes();
      if (popup) popup.location.href = kit.stalled();
      await kit.left(popup);
      const outcome = kit.compile(popup);
      popup?.close();
      return outcome;
    },
    LATER,
  ),
  row(
    'later-empty',
    'kept window of a frame that goes on to a document without any element',
    async (kit) => {
      const frame = kit.iframe({ src: kit.page('') });
      const inner = await kit.frameWindow(frame);
      kit.bytes();
      frame.src = kit.echo('i.png', { headers: { 'content-type': 'image/png' } });
      await kit.left(inner);
      return kit.compile(inner);
    },
    LATER,
  ),
];

function tamper(
  id: string,
  did: string,
  change: (realm: Realm) => void,
  more: Partial<Place> = {},
): Place {
  const title = `frame whose parent ${did} before its document came`;
  return row(`tamper-${id}`, title, `(kit) => kit.tampered(${change.toString()})`, more);
}

const SINCE_THE_START = { since: '0.1.0' } as const;

const tampers: readonly Place[] = [
  tamper('reflect-apply', 'replaced Reflect.apply', (realm) => {
    realm.Reflect.apply = () => undefined;
  }),
  tamper('array-push', 'replaced Array.prototype.push', (realm) => {
    realm.Array.prototype.push = () => 0;
  }),
  tamper(
    'function-call',
    'replaced Function.prototype.call',
    (realm) => {
      realm.Function.prototype.call = () => undefined;
    },
    SINCE_THE_START,
  ),
  tamper(
    'function-bind',
    'replaced Function.prototype.bind',
    (realm) => {
      realm.Function.prototype.bind = () => () => undefined;
    },
    SINCE_THE_START,
  ),
  tamper(
    'weak-map-get',
    'replaced WeakMap.prototype.get',
    (realm) => {
      realm.WeakMap.prototype.get = () => undefined;
    },
    SINCE_THE_START,
  ),
  tamper(
    'define-property',
    'replaced Object.defineProperty',
    (realm) => {
      realm.Object.defineProperty = (object) => object;
    },
    SINCE_THE_START,
  ),
  tamper('proxy', 'replaced Proxy', (realm) => {
    realm.Proxy = function (target: object) {
      return target;
    } as unknown as ProxyConstructor;
  }),
  tamper('uint8-array', 'replaced Uint8Array', (realm) => {
    realm.Uint8Array = realm.Uint16Array as unknown as Uint8ArrayConstructor;
  }),
  tamper('byte-length', 'replaced the length of typed arrays', (realm) => {
    const { prototype } = Object.getPrototypeOf(realm.Uint8Array) as { prototype: object };
    Object.defineProperty(prototype, 'length', { get: () => 8 });
    Object.defineProperty(prototype, 'byteLength', { get: () => 8 });
  }),
  tamper('performance', 'replaced performance.now', (realm) => {
    realm.performance.now = () => {
      throw new Error('broken');
    };
  }),
  tamper('object-prototype', 'put keys on Object.prototype', (realm) => {
    const broken = { configurable: true, get: () => undefined, set: () => undefined };
    for (const key of ['get', 'set', 'value', 'refusal', 'level', 'then'])
      Object.defineProperty(realm.Object.prototype, key, broken);
  }),
  tamper(
    'sealed-array',
    'put an index on Array.prototype for good',
    (realm) => {
      const broken = { configurable: false, get: () => undefined, set: () => undefined };
      Object.defineProperty(realm.Array.prototype, '0', broken);
    },
    SINCE_THE_START,
  ),
  tamper('frozen-wasm', 'froze WebAssembly', (realm) => {
    Object.freeze(realm.WebAssembly);
  }),
  tamper('fixed-module', 'fixed WebAssembly.Module', (realm) => {
    Object.defineProperty(realm.WebAssembly, 'Module', { writable: false, configurable: false });
  }),
  tamper(
    'wasm-getter',
    'replaced WebAssembly by a getter that gives the guard another one',
    (realm) => {
      const { WebAssembly: kept } = realm;
      let asked = 0;
      Object.defineProperty(realm, 'WebAssembly', {
        get: () =>
          asked++ === 0 ? { Module: kept.Module, CompileError: kept.CompileError } : kept,
      });
    },
  ),
  row(
    'tamper-to-string',
    'worker of a frame whose parent replaced Function.prototype.toString before its document came',
    (kit) => {
      const code = `parent.kit.answerOf(new Worker(parent.kit.blobUrl(parent.kit.script()))).then(parent.kit.tell)`;
      return kit.tampered((realm) => {
        realm.Function.prototype.toString = () => 'function () {}';
      }, code);
    },
  ),
];

export const realmRaceLaterPlaces = [...later, ...tampers];
