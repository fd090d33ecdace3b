// Test aid: what the background has done to the fake browser (fake-browser.ts).

/** What was done to the browser. */
export const done = {
  commands: [] as { readonly tabId: number; readonly message: unknown }[],
  badges: new Map<number, string>(),
  /** Titles of the toolbar button, by tab. */
  buttonTitles: new Map<number, string>(),
  /** Tabs that were opened, by their addresses, and windows that were brought to the front. */
  tabsOpened: [] as string[],
  /** What was injected, and where. */
  injections: [] as object[],
  /** Notifications that are shown, by id. */
  notifications: new Map<string, { readonly title: string; readonly message: string }>(),
  /** How often one was shown. */
  notificationsMade: 0,
  opened: [] as { readonly tabId: number; readonly url: string }[],
  discarded: [] as number[],
  /** Origins of which the service workers were removed. */
  withoutServiceWorkers: [] as string[],
  sessionRules: new Map<number, SessionRule>(),
  dynamicRules: new Map<number, SessionRule>(),
  /** How often the dynamic rules were replaced. */
  dynamicUpdates: 0,
  /** Alarms that are set, with their minutes or their moment. */
  alarms: new Map<string, number>(),
};

export interface SessionRule {
  readonly id: number;
  readonly condition: Readonly<Record<string, unknown>>;
  readonly action: { readonly type: string };
}
