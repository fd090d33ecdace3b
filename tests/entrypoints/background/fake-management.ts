// Test aid: the extensions of a fake browser, and the permission to see them.
import type { Management } from 'webextension-polyfill';

type Info = Management.ExtensionInfo;
type Heard = (info: Info) => void;

const installed = new Map<string, Info>();
const listeners = { enabled: [] as Heard[], installed: [] as Heard[], added: [] as (() => void)[] };

/** Whether Assay may see extensions, and whether the browser lets it switch them off. */
export const allowed = { sees: true, disables: true };

export function resetManagement(): void {
  installed.clear();
  listeners.enabled.length = listeners.installed.length = listeners.added.length = 0;
  allowed.sees = allowed.disables = true;
}

export function extensionOf(id: string): Info | undefined {
  return installed.get(id);
}

/** An extension that is there. */
export function extension(about: Partial<Info> & Pick<Info, 'id' | 'name'>): Info {
  const info = {
    ...{ version: '1.0', type: 'extension', enabled: true, hostPermissions: [], permissions: [] },
    ...about,
  } as unknown as Info;
  installed.set(info.id, info);
  return info;
}

/** Chromium tells of a new extension as switched on, and then as installed. */
export function install(about: Partial<Info> & Pick<Info, 'id' | 'name'>): void {
  const info = extension(about);
  for (const heard of [...listeners.enabled, ...listeners.installed]) heard(info);
}

export function enable(id: string): void {
  const info = extension({ ...(installed.get(id) as Info), enabled: true });
  for (const heard of listeners.enabled) heard(info);
}

export function grant(): void {
  allowed.sees = true;
  for (const heard of listeners.added) heard();
}

const management = {
  getAll: () => Promise.resolve([...installed.values()]),
  setEnabled: (id: string, enabled: boolean) => {
    const info = installed.get(id);
    if (!info || !allowed.disables) return Promise.reject(new Error('the policy holds it'));
    installed.set(id, { ...info, enabled });
    return Promise.resolve();
  },
  onEnabled: { addListener: (heard: Heard) => listeners.enabled.push(heard) },
  onInstalled: { addListener: (heard: Heard) => listeners.installed.push(heard) },
};

/** To be laid over the fake browser. */
export const managementParts = {
  get management(): object {
    return allowed.sees ? management : { getSelf: () => Promise.resolve({}) };
  },
  permissions: {
    contains: () => Promise.resolve(allowed.sees),
    onAdded: { addListener: (heard: () => void) => listeners.added.push(heard) },
  },
};
