// What a page case is: one page of the demo site and what Assay must make of it. The same entries drive the browser
// tests, the demo's start page and the coverage table. An expectation says what a person would see, never how it is done.
import type { VerdictLevel } from '../../core/evidence/evidence.ts';

export type DetectorId =
  | 'detect/static-module'
  | 'detect/static-source'
  | 'detect/dark-code'
  | 'detect/dark-load'
  | 'detect/work'
  | 'detect/gpu-work'
  | 'detect/jit-stream'
  | 'detect/pool-dialogue'
  | 'detect/pool-rhythm'
  | 'detect/listed-host';

/** State of the page in `window.demo.state`; `refused` means that its module, script or shader was refused. */
export type DemoState = 'starting' | 'running' | 'refused' | 'done' | 'failed';

/** `window.demo`: what every page of the site tells about itself, kept up to date while it runs. */
export interface DemoReport {
  readonly hashes: number;
  readonly state: DemoState;
  readonly result: string | null;
  readonly error: string | null;
  /** Units of work that a heavy page has finished. */
  readonly rounds?: number;
}

export interface PageExpectation {
  /** With `incident`: the level reached. Without: the highest level that the tab may reach. */
  readonly level: VerdictLevel;
  readonly incident: boolean;
  readonly category?: 'cryptojacking' | 'deliberate-mining';
  /** Every one of these must be among the evidence. */
  readonly evidence: readonly DetectorId[];
  /** Hashes with Assay at work: `none` = 0; `some` = at least 1 and, with an incident, none after it; `any` = not looked at. */
  readonly hashes: 'none' | 'some' | 'any';
  /** Longest time from navigation to the verdict or, for a benign page, to its result; in milliseconds. */
  readonly longestMs: number;
  /** `window.demo.result` with Assay at work; for a benign page the same as without Assay. */
  readonly result?: string;
}

export interface PageCase {
  readonly title: string;
  /** Host name that serves the page, one of `siteHosts` or `mappedHosts` of the site. */
  readonly host: string;
  readonly expect: PageExpectation;
  /** `window.demo.result` without Assay, where it differs from `expect.result`. */
  readonly nativeResult?: string;
  /** Response headers of the case's own pages, such as a Content-Security-Policy. */
  readonly headers?: Readonly<Record<string, string>>;
  /** It takes long: only the benchmark runs it, and the browser tests if they are told `ASSAY_SLOW=1`. */
  readonly slow?: true;
  /** Query of the address by which the benchmark opens the page, to make it go on for longer. */
  readonly benchQuery?: string;
  /** The page is told that its tab is hidden. */
  readonly hidden?: true;
  /** A known gap in one sentence: the expectation then asserts the gap, not the wish. */
  readonly gap?: string;
}
