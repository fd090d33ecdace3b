// Our own pages in the states that people see: one table for the screenshots, the accessibility tests and the visual tests. Each
// view is opened in a browser that holds the sample log (cli/sample-log.ts).

export interface PageView {
  /** File name of its pictures. */
  readonly name: string;
  /** Address below the extension. */
  readonly path: string;
  /** Shown when the view is complete. */
  readonly ready: string;
  /** Width of the window in CSS pixels where it is no page of its own. */
  readonly width?: number;
  /** True where the log must be empty. */
  readonly needsEmptyLog?: boolean;
}

const STOPPED = '00000000-0000-4000-8000-000000000002';
const BLOCKED = 'https://coinhive.com/';

export const pageViews: readonly PageView[] = [
  { name: 'log', path: 'log.html', ready: '.row-link' },
  { name: 'incident', path: `log.html#incident=${STOPPED}`, ready: '#detail-title' },
  { name: 'log-empty', path: 'log.html', ready: '#empty', needsEmptyLog: true },
  { name: 'settings', path: 'settings.html', ready: 'main h2' },
  { name: 'status', path: 'status.html', ready: '#fleet p' },
  {
    name: 'blocked',
    path: `blocked.html#host=coinhive.com&url=${encodeURIComponent(BLOCKED)}`,
    ready: '#why p',
  },
  { name: 'welcome', path: 'welcome.html', ready: 'main h1' },
];

/** The popup of a tab. @param tabId the browser's number of it */
export function popupView(tabId: number): PageView {
  return { name: 'popup', path: `popup.html#tab=${tabId}`, ready: 'main h1', width: 380 };
}
