// What a heavy case is: an honest program from npm that keeps processors busy for as long as it is asked to. Assay must
// stop none of them. It says what the page computes, never what Assay thinks of it.

export interface HeavyCase {
  readonly title: string;
  /** The npm packages that compute. */
  readonly packages: readonly string[];
  /** What people use such a program for, e.g. `video encode`. */
  readonly kind: string;
  /** Host name that serves the page, one of `siteHosts` of the site. */
  readonly host: string;
  /** Threads that are busy all the time, the page's own included. */
  readonly threads: number;
  /** Response headers of the case's own pages, such as those of cross-origin isolation. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `window.demo.result`: every unit of work gives the same, so it proves that all of them were right. */
  readonly result: string;
}

/** The headers that give a page shared memory, and with it threads. */
export const isolated: Readonly<Record<string, string>> = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};
