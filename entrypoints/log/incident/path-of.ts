// How the page came to it, as far as the incident names addresses: page, frame in it, and what was loaded there. Pure; it
// guesses no address that was not kept.
import type { Evidence } from '../../../core/evidence/evidence.ts';
import type { Incident } from '../../../core/incident/incident.ts';

export type PlaceKind = 'page' | 'frame' | 'worker' | 'script' | 'module' | 'download' | 'request';

export interface Place {
  readonly kind: PlaceKind;
  /** Empty where the policy does not let it be kept. */
  readonly address: string;
}

/** Outermost first: the page, its frame if it is not the page itself, and everything that was loaded there. */
export interface Path {
  readonly page: Place;
  readonly frame: Place | null;
  readonly loaded: readonly Place[];
}

export function pathOf({ url, site, frameUrl, evidence }: Incident): Path {
  const named = evidence.map(placeOf).filter((place) => place !== null);
  const isFirst = ({ address }: Place, at: number): boolean =>
    named.findIndex((one) => one.address === address) === at;
  return {
    page: { kind: 'page', address: url || site },
    frame: frameUrl === '' ? null : { kind: 'frame', address: frameUrl },
    loaded: named.filter(isFirst),
  };
}

function placeOf({ id, facts }: Evidence): Place | null {
  const { url, host, what } = facts;
  if (typeof url === 'string' && url !== '') return { kind: kindOf(id, what), address: url };
  const isRequest = id === 'detect/listed-host' && typeof host === 'string' && host !== '';
  return isRequest ? { kind: 'request', address: host } : null;
}

function kindOf(id: string, what: Evidence['facts'][string] | undefined): PlaceKind {
  if (id === 'detect/miner-download') return 'download';
  if (what === 'module' || what === 'script') return what;
  return id === 'detect/static-module' ? 'module' : 'worker';
}
