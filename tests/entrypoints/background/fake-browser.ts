// Test aid: the little of the browser that the background's services touch, for vi.mock of webextension-polyfill, which
// refuses to load outside an extension. Storage clones what it is given, as the real one does.
import type { Runtime } from 'webextension-polyfill';
import { i18n } from '../page-kit/english.ts';
import { done, type SessionRule } from './done.ts';

type Listener = (message: unknown, sender: Runtime.MessageSender) => unknown;

export const OUR_ORIGIN = 'chrome-extension://assay';

type RequestListener = (details: object) => void;

const listeners: Listener[] = [];
const requestListeners = {
  made: [] as { readonly listener: RequestListener; readonly types: readonly string[] }[],
  failed: [] as RequestListener[],
};
const removedListeners: ((tabId: number) => void)[] = [];
const alarmListeners: ((alarm: { readonly name: string }) => void)[] = [];
const session = new Map<string, unknown>();
const clickListeners: ((id: string) => void)[] = [];
const installListeners: ((about: { readonly reason: string }) => void)[] = [];

export { done, type SessionRule };

/** What managed storage holds; null where it rejects, as in Firefox without a policy. */
export const managed: { values: Readonly<Record<string, unknown>> | null } = { values: {} };
const local = new Map<string, unknown>();
const changeListeners: ((changes: object, area: string) => void)[] = [];
/** Content scripts that are registered, by id. */
export const contentScripts = new Map<
  string,
  { readonly id: string; readonly matches: string[] }
>();

/** Set to make frames deaf. */
export const frames = { hear: true };

/** Where every tab is. */
export const shown: { url: string; pendingUrl?: string } = { url: 'https://video.test/' };

/** Set to make the browser refuse dynamic rules. */
export const dynamicRules = { fail: false };

/** Set to make session storage fail, or writes to local storage. */
export const storage = { fails: false, localIsFull: false };

/** A download as the browser knows it. */
export interface FakeDownload {
  readonly id: number;
  readonly url: string;
  readonly finalUrl?: string;
  readonly referrer?: string;
  readonly filename: string;
  readonly incognito: boolean;
  readonly startTime: string;
  readonly state: 'in_progress' | 'interrupted' | 'complete';
}

/** Downloads by their number, what was done to them, and which of that the browser refuses. */
export const downloads = {
  items: new Map<number, FakeDownload>(),
  acts: [] as string[],
  refuses: [] as string[],
  /** Set to make a download complete while it is being cancelled. */
  isFast: false,
};
type DownloadAct = 'cancel' | 'removeFile' | 'erase';
const downloadListeners = {
  created: [] as ((item: FakeDownload) => void)[],
  changed: [] as ((delta: object) => void)[],
};

function actOnDownload(act: DownloadAct, id: number): Promise<void> {
  const item = downloads.items.get(id);
  if (!item || downloads.refuses.includes(act)) return Promise.reject(new Error(`no ${act}`));
  if (act === 'removeFile' && item.state !== 'complete')
    return Promise.reject(new Error('not complete'));
  downloads.acts.push(act);
  if (act === 'erase') downloads.items.delete(id);
  if (act === 'cancel')
    downloads.items.set(id, { ...item, state: downloads.isFast ? 'complete' : 'interrupted' });
  return Promise.resolve();
}

function unlessItFails<T>(act: () => T): Promise<T> {
  return storage.fails ? Promise.reject(new Error('no storage')) : Promise.resolve(act());
}

/** How Assay came into this browser. */
export const installed = { type: 'normal' };

/** Set to make notifications fail. */
export const notifications = { fail: false };

export const fakeBrowser = {
  i18n,
  management: { getSelf: () => Promise.resolve({ installType: installed.type }) },
  notifications: {
    onClicked: { addListener: (listener: (id: string) => void) => clickListeners.push(listener) },
    create: (id: string, { title, message }: { title: string; message: string }) => {
      if (notifications.fail) return Promise.reject(new Error('no notifications'));
      done.notifications.set(id, { title, message });
      done.notificationsMade++;
      return Promise.resolve(id);
    },
    clear: (id: string) => Promise.resolve(done.notifications.delete(id)),
  },
  extension: { isAllowedIncognitoAccess: () => Promise.resolve(false) },
  windows: { update: () => Promise.resolve({}) },
  runtime: {
    onInstalled: {
      addListener: (listener: (about: { readonly reason: string }) => void) =>
        installListeners.push(listener),
    },
    id: 'assay',
    getURL: (path: string) => OUR_ORIGIN + path,
    getPlatformInfo: () => Promise.resolve({ os: 'linux' }),
    getManifest: () => ({ version: '0.1.0', permissions: [] }),
    onMessage: { addListener: (listener: Listener) => listeners.push(listener) },
  },
  action: {
    setBadgeText: ({ tabId, text }: { tabId: number; text: string }) => {
      done.badges.set(tabId, text);
      return Promise.resolve();
    },
    setBadgeBackgroundColor: () => Promise.resolve(),
    setBadgeTextColor: () => Promise.resolve(),
    setTitle: ({ tabId, title }: { tabId: number; title: string }) => {
      done.buttonTitles.set(tabId, title);
      return Promise.resolve();
    },
  },
  tabs: {
    sendMessage: (tabId: number, message: unknown) => {
      if (!frames.hear) return Promise.reject(new Error('no frame'));
      done.commands.push({ tabId, message });
      return Promise.resolve();
    },
    discard: (tabId: number) => {
      done.discarded.push(tabId);
      return Promise.resolve({ id: tabId });
    },
    get: (id: number) => Promise.resolve({ id, ...shown, title: 'Video' }),
    query: () => Promise.resolve([]),
    create: ({ url }: { url: string }) => {
      done.tabsOpened.push(url);
      return Promise.resolve({ id: 1_000, windowId: 1, url });
    },
    update: (id: number, { url }: { url: string }) => {
      done.opened.push({ tabId: id, url });
      return Promise.resolve();
    },
    onRemoved: {
      addListener: (listener: (tabId: number) => void) => removedListeners.push(listener),
    },
  },
  alarms: {
    create: (
      name: string,
      about: {
        readonly periodInMinutes?: number;
        readonly when?: number;
        readonly delayInMinutes?: number;
      },
    ) => {
      done.alarms.set(name, about.periodInMinutes ?? about.when ?? about.delayInMinutes ?? 0);
      return Promise.resolve();
    },
    get: (name: string) => Promise.resolve(done.alarms.has(name) ? { name } : undefined),
    clear: (name: string) => Promise.resolve(done.alarms.delete(name)),
    onAlarm: {
      addListener: (listener: (alarm: { readonly name: string }) => void) =>
        alarmListeners.push(listener),
    },
  },
  downloads: {
    onCreated: {
      addListener: (listener: (item: FakeDownload) => void) =>
        downloadListeners.created.push(listener),
    },
    onChanged: {
      addListener: (listener: (delta: object) => void) => downloadListeners.changed.push(listener),
    },
    search: ({ id }: { id: number }) =>
      Promise.resolve([downloads.items.get(id)].filter((item) => item !== undefined)),
    cancel: (id: number) => actOnDownload('cancel', id),
    removeFile: (id: number) => actOnDownload('removeFile', id),
    erase: ({ id }: { id: number }) => actOnDownload('erase', id),
  },
  browsingData: {
    removeServiceWorkers: ({ origins }: { origins: readonly string[] }) => {
      done.withoutServiceWorkers.push(...origins);
      return Promise.resolve();
    },
  },
  declarativeNetRequest: {
    ResourceType: { MAIN_FRAME: 'main_frame', SCRIPT: 'script' },
    updateDynamicRules: ({
      removeRuleIds,
      addRules,
    }: {
      removeRuleIds: readonly number[];
      addRules: readonly SessionRule[];
    }) => {
      if (dynamicRules.fail) return Promise.reject(new Error('too many rules'));
      for (const id of removeRuleIds) done.dynamicRules.delete(id);
      for (const rule of addRules) done.dynamicRules.set(rule.id, rule);
      done.dynamicUpdates++;
      return Promise.resolve();
    },
    getSessionRules: () => Promise.resolve([...done.sessionRules.values()]),
    updateSessionRules: ({
      removeRuleIds = [],
      addRules = [],
    }: {
      removeRuleIds?: readonly number[];
      addRules?: readonly SessionRule[];
    }) => {
      for (const id of removeRuleIds) done.sessionRules.delete(id);
      for (const rule of addRules) done.sessionRules.set(rule.id, rule);
      return Promise.resolve();
    },
  },
  permissions: { contains: () => Promise.resolve(false) },
  storage: {
    onChanged: {
      addListener: (listener: (changes: object, area: string) => void) =>
        changeListeners.push(listener),
    },
    managed: {
      get: () =>
        managed.values
          ? Promise.resolve(structuredClone(managed.values))
          : Promise.reject(new Error('Managed storage manifest not found')),
    },
    local: {
      get: (keys: readonly string[]) =>
        Promise.resolve(
          structuredClone(Object.fromEntries([...local].filter(([key]) => keys.includes(key)))),
        ),
      set: (entries: Record<string, unknown>) => {
        if (storage.localIsFull) return Promise.reject(new Error('QUOTA_BYTES quota exceeded'));
        for (const [key, value] of Object.entries(entries)) {
          local.set(key, structuredClone(value));
          tellOfChange({ [key]: { newValue: value } }, 'local');
        }
        return Promise.resolve();
      },
    },
    session: {
      get: () => unlessItFails(() => structuredClone(Object.fromEntries(session))),
      set: (entries: Record<string, unknown>) =>
        unlessItFails(() => {
          for (const [key, value] of Object.entries(entries))
            session.set(key, structuredClone(value));
        }),
      remove: (key: string) => unlessItFails(() => session.delete(key)),
    },
  },
  scripting: {
    getRegisteredContentScripts: ({ ids }: { ids: readonly string[] }) =>
      Promise.resolve([...contentScripts.values()].filter(({ id }) => ids.includes(id))),
    executeScript: (injection: object) => {
      done.injections.push(injection);
      return Promise.resolve([]);
    },
    registerContentScripts: (scripts: readonly { id: string; matches: string[] }[]) => {
      for (const script of scripts) contentScripts.set(script.id, script);
      return Promise.resolve();
    },
    updateContentScripts: (scripts: readonly { id: string; matches: string[] }[]) => {
      for (const script of scripts) contentScripts.set(script.id, script);
      return Promise.resolve();
    },
    unregisterContentScripts: ({ ids }: { ids: readonly string[] }) => {
      for (const id of ids) contentScripts.delete(id);
      return Promise.resolve();
    },
  },
  webRequest: {
    onHeadersReceived: { addListener: () => undefined },
    onBeforeRequest: {
      addListener: (listener: RequestListener, { types }: { types: readonly string[] }) =>
        requestListeners.made.push({ listener, types }),
      removeListener: (listener: RequestListener) => {
        requestListeners.made = requestListeners.made.filter((one) => one.listener !== listener);
      },
    },
    onErrorOccurred: {
      addListener: (listener: RequestListener) => requestListeners.failed.push(listener),
    },
  },
};

/** A browser that was just started. */
export function resetBrowser(): void {
  listeners.length = removedListeners.length = done.commands.length = done.opened.length = 0;
  requestListeners.made.length = requestListeners.failed.length = alarmListeners.length = 0;
  downloadListeners.created.length = downloadListeners.changed.length = 0;
  downloads.items.clear();
  downloads.acts.length = downloads.refuses.length = 0;
  downloads.isFast = false;
  done.alarms.clear();
  done.buttonTitles.clear();
  done.notifications.clear();
  done.tabsOpened.length = done.injections.length = done.notificationsMade = 0;
  clickListeners.length = installListeners.length = 0;
  installed.type = 'normal';
  notifications.fail = false;
  shown.url = 'https://video.test/';
  delete shown.pendingUrl;
  storage.fails = storage.localIsFull = false;
  done.badges.clear();
  done.discarded.length = done.withoutServiceWorkers.length = 0;
  done.sessionRules.clear();
  done.dynamicRules.clear();
  done.dynamicUpdates = 0;
  dynamicRules.fail = false;
  managed.values = {};
  local.clear();
  changeListeners.length = 0;
  contentScripts.clear();
  frames.hear = true;
  session.clear();
}

/** Ends the background: its listeners are gone, session storage stays. */
export function endBackground(): void {
  listeners.length = removedListeners.length = changeListeners.length = clickListeners.length = 0;
  alarmListeners.length = 0;
}

/** The person clicks on a notification. */
export function notificationClicked(id: string): void {
  for (const listener of clickListeners) listener(id);
}

/** Assay was installed, or the browser or Assay updated. */
export function isInstalled(reason: string): void {
  for (const listener of installListeners) listener({ reason });
}

/** Another policy arrives while the browser runs. */
export function policyArrives(values: Readonly<Record<string, unknown>> | null): void {
  managed.values = values;
  tellOfChange({}, 'managed');
}

function tellOfChange(changes: object, area: string): void {
  for (const listener of changeListeners) listener(changes, area);
}

/** Keys in session storage. */
export function savedKeys(): string[] {
  return [...session.keys()];
}

export function closeTab(tabId: number): void {
  for (const listener of removedListeners) listener(tabId);
}

/** All alarms that are set go off, or one of them. */
export function alarmsGoOff(only?: string): void {
  for (const name of done.alarms.keys())
    if (only === undefined || name === only)
      for (const listener of alarmListeners) listener({ name });
}

/** A download begins. */
export function downloadBegins(item: FakeDownload): void {
  downloads.items.set(item.id, item);
  for (const listener of downloadListeners.created) listener(item);
}

/** The browser has chosen a file for a download. */
export function downloadNamed(id: number, filename: string): void {
  const item = downloads.items.get(id);
  if (item) downloads.items.set(id, { ...item, filename });
  const delta = { id, filename: { previous: '', current: filename } };
  for (const listener of downloadListeners.changed) listener(delta);
}

/** A request begins. */
export function requestMade(details: Readonly<Record<string, unknown>>): void {
  for (const { listener, types } of requestListeners.made)
    if (types.includes(String(details['type']))) listener(details);
}

/** A request failed. */
export function requestFailed(details: object): void {
  for (const listener of requestListeners.failed) listener(details);
}

/** Sends a message as the browser would; resolves with the answer. */
export async function sendMessage(
  message: unknown,
  sender: Runtime.MessageSender,
): Promise<unknown> {
  const [listener] = listeners;
  if (!listener) throw new Error('the background listens to nothing');
  return await listener(message, sender);
}
