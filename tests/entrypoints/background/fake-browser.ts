// Test aid: the little of the browser that the background's services touch, for vi.mock of webextension-polyfill, which
// refuses to load outside an extension. Storage clones what it is given, as the real one does.
import type { Runtime } from 'webextension-polyfill';

type Listener = (message: unknown, sender: Runtime.MessageSender) => unknown;

export const OUR_ORIGIN = 'chrome-extension://assay';

const listeners: Listener[] = [];
const removedListeners: ((tabId: number) => void)[] = [];
const session = new Map<string, unknown>();

/** What was done to the browser. */
export const done = {
  commands: [] as { readonly tabId: number; readonly message: unknown }[],
  badges: new Map<number, string>(),
};

export const fakeBrowser = {
  runtime: {
    id: 'assay',
    getURL: (path: string) => OUR_ORIGIN + path,
    onMessage: { addListener: (listener: Listener) => listeners.push(listener) },
  },
  action: {
    setBadgeText: ({ tabId, text }: { tabId: number; text: string }) => {
      done.badges.set(tabId, text);
      return Promise.resolve();
    },
    setBadgeBackgroundColor: () => Promise.resolve(),
  },
  tabs: {
    sendMessage: (tabId: number, message: unknown) => {
      done.commands.push({ tabId, message });
      return Promise.resolve();
    },
    get: (id: number) => Promise.resolve({ id, url: 'https://video.test/', title: 'Video' }),
    onRemoved: {
      addListener: (listener: (tabId: number) => void) => removedListeners.push(listener),
    },
  },
  storage: {
    session: {
      get: () => Promise.resolve(structuredClone(Object.fromEntries(session))),
      set: (entries: Record<string, unknown>) => {
        for (const [key, value] of Object.entries(entries))
          session.set(key, structuredClone(value));
        return Promise.resolve();
      },
      remove: (key: string) => Promise.resolve(session.delete(key)),
    },
  },
};

/** A browser that was just started. */
export function resetBrowser(): void {
  listeners.length = removedListeners.length = done.commands.length = 0;
  done.badges.clear();
  session.clear();
}

/** Ends the background: its listeners are gone, session storage stays. */
export function endBackground(): void {
  listeners.length = removedListeners.length = 0;
}

/** Keys in session storage. */
export function savedKeys(): string[] {
  return [...session.keys()];
}

export function closeTab(tabId: number): void {
  for (const listener of removedListeners) listener(tabId);
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
