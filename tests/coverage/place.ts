// One row of the coverage matrix: a place in which a page can run WebAssembly, how a page gets there, and whether Assay
// is there before it. Data only; tests/e2e/coverage.test.ts runs it, cli/coverage-page.ts writes it down.
import type { Kit, Outcome } from './kit.ts';

export const groups = ['frames', 'realm race', 'workers', 'worklets', 'ways to a module'] as const;

/** Runs in the page of the row by its text, so it may use nothing but its argument and the page's own globals. */
export type Run = (kit: Kit) => Outcome | Promise<Outcome>;

export interface Place {
  /** Kebab-case. */
  readonly id: string;
  readonly group: (typeof groups)[number];
  /** In plain words, as people read it in docs/coverage.md. */
  readonly title: string;
  /** Tries to compile a miner in the place: a function, or the text of one. */
  readonly run: Run | string;
  /**
   * When Assay sees the module: `before` it runs (refused), `after` (it runs, the background knows of the place), or not.
   */
  readonly expect: 'before' | 'after' | 'unseen';
  /** One sentence, where it is not seen before it runs: what still catches a miner there. */
  readonly caughtBy?: string;
  /** The version from which on this holds. */
  readonly since: string;
  /** The browser of the tests has no such place by default; the row is tried nevertheless. */
  readonly isAbsent?: true;
  /** For rows that leave something behind on their host, such as a service worker; those not seen before have one anyway. */
  readonly hasOwnHost?: true;
  /** How the row's own page is served, where it matters. */
  readonly page?: {
    readonly headers?: Readonly<Record<string, string>>;
    /** Markup behind the kit. */
    readonly body?: string;
  };
}

/** Makes rows that have something in common; without another word they are refused before they run, since the start. */
export function rowsOf(common: Pick<Place, 'group'> & Partial<Place>) {
  return (id: string, title: string, run: Place['run'], own: Partial<Place> = {}): Place => ({
    ...{ id, title, run, expect: 'before', since: '0.1.0' },
    ...common,
    ...own,
  });
}

/** A worker that starts natively and is reported as not looked into. */
export const DARK = {
  expect: 'after',
  caughtBy:
    'Assay says that it cannot see into the worker, and looks a second time at its script and at what that loads by name.',
} as const;

/** A realm into which no guard can come before the page. */
export const UNSEEN = {
  expect: 'unseen',
  caughtBy:
    'Nothing before it runs; what it does while it runs (threads that stay busy, a dialogue with a pool) still counts.',
} as const;

/** What 0.1.0 did not see. */
export const NEXT = { since: '0.2.0' } as const;
