// Where Firefox does otherwise than Chromium, row by row: page cases and places of the coverage matrix that are not in this
// list behave as there. Data only; the tests in Firefox assert it, cli/firefox-page.ts writes it down.
import type { PageExpectation } from '../pages/page-case.ts';

export interface CaseDifference {
  /** In one sentence. */
  readonly why: string;
  /** What is expected in Firefox instead. */
  readonly expect?: Partial<PageExpectation>;
  /** It cannot run in the Firefox of the tests. */
  readonly isAbsent?: true;
  /** It takes long there: it is run if `ASSAY_SLOW=1` is set. */
  readonly isSlow?: true;
}

const NO_WEBGL: CaseDifference = {
  isAbsent: true,
  why: 'A Firefox without a display has no WebGL on a machine without graphics processor; with one the case was not tried.',
};

/** By the id of the page case. */
export const caseDifferences: Readonly<Record<string, CaseDifference>> = {
  'miner/sha256d-shader': NO_WEBGL,
  'benign/checksum-shader': NO_WEBGL,
  'benign/pow-captcha': {
    isSlow: true,
    why: 'Firefox takes about twice as long for it, without Assay as well.',
  },
  'benign/emulator-jit': {
    isSlow: true,
    why: 'Firefox takes about twice as long for it.',
  },
  'benign/blob-worker-strict': {
    expect: { result: 'true blob: 42; RangeError: on purpose at line 3' },
    why: 'Firefox reports an uncaught error without the word "Uncaught".',
  },
};

/** What became of the miner in a place: as the kit of the coverage matrix says. */
export interface PlaceDifference {
  readonly why: string;
  readonly outcome: 'refused' | 'compiled' | 'not here';
}

const FILTERED: PlaceDifference = {
  outcome: 'refused',
  why: 'The guard is in front of the script itself.',
};
const NO_MODULE: PlaceDifference = {
  outcome: 'not here',
  why: 'The worker that is to hand the module on is guarded: there is none to hand on.',
};
const NO_PLACE: PlaceDifference = {
  outcome: 'not here',
  why: 'Without Assay the miner does not get to run in this way either.',
};

const placesBy = (difference: PlaceDifference, ids: string): Record<string, PlaceDifference> =>
  Object.fromEntries(ids.split(' ').map((id) => [id, difference]));

/** By the id of the place. */
export const placeDifferences: Readonly<Record<string, PlaceDifference>> = {
  ...placesBy(
    FILTERED,
    'worker-policy-http worker-policy-module worker-policy-meta worker-policy-inherited worker-policy-nested ' +
      'worker-policy-allows shared-http shared-module shared-nested service-worker service-worker-module',
  ),
  'shared-data': {
    outcome: 'compiled',
    why: 'Firefox starts shared workers from data: addresses; no response is there to be filtered.',
  },
  'later-empty': {
    outcome: 'refused',
    why: 'The second document of the frame has its guard.',
  },
  ...placesBy(
    NO_MODULE,
    'module-from-dark-worker module-instantiated-from-dark-worker module-by-channel module-by-broadcast',
  ),
  ...placesBy(
    NO_PLACE,
    'video-document race-exec-command race-exec-command-undo race-object race-embed race-object-shown race-object-data ' +
      'race-in-scoped-registry reach-object-window reach-object-document race-in-input race-in-focus later-window ' +
      'later-index later-content-window later-first later-blank later-popup module-from-shared-worker page-source-phase ' +
      'in-worker-source-phase racing-bytes',
  ),
};
