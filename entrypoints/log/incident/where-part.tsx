// Where it happened: the page, the way from it to what mined, and the hosts that took part. Addresses are text, never links:
// nobody should open a miner from its own record.
import type { ComponentChildren } from 'preact';
import type { Incident } from '../../../core/incident/incident.ts';
import { Foreign, Pairs } from '../../page-kit/parts.tsx';
import { text, type TextKey } from '../../page-kit/text.ts';
import { Part } from './part.tsx';
import { pathOf, type Place, type PlaceKind } from './path-of.ts';

const PLACE_KEYS = {
  page: 'incident_place_page',
  frame: 'incident_place_frame',
  worker: 'incident_place_worker',
  script: 'incident_place_script',
  module: 'incident_place_module',
  download: 'incident_place_download',
  request: 'incident_place_request',
} as const satisfies Record<PlaceKind, TextKey>;

export function WherePart({ incident }: { incident: Incident }) {
  return (
    <Part title={text('incident_where')} name="where">
      <Pairs
        of={[[text('incident_title'), <Foreign of={incident.title} most={200} key="title" />]]}
      />
      <h3>{text('incident_path')}</h3>
      <PathList incident={incident} />
      <h3>{text('incident_hosts')}</h3>
      <Hosts of={incident.hosts} />
    </Part>
  );
}

function PathList({ incident }: { incident: Incident }) {
  const { page, frame, loaded } = pathOf(incident);
  const innermost = loaded.length > 0 && (
    <ul>
      {loaded.map((place) => (
        <PlaceItem of={place} key={place.address} />
      ))}
    </ul>
  );
  return (
    <ul class="path">
      <PlaceItem of={page}>
        {frame === null ? (
          innermost
        ) : (
          <ul>
            <PlaceItem of={frame}>{innermost}</PlaceItem>
          </ul>
        )}
      </PlaceItem>
    </ul>
  );
}

function PlaceItem({ of, children }: { of: Place; children?: ComponentChildren }) {
  return (
    <li>
      <span class="place-kind">{text(PLACE_KEYS[of.kind])}</span>{' '}
      {of.address === '' ? (
        <span class="quiet">{text('incident_address_not_kept')}</span>
      ) : (
        <code>
          <Foreign of={of.address} most={2_000} />
        </code>
      )}
      {children}
    </li>
  );
}

function Hosts({ of }: { of: readonly string[] }) {
  if (of.length === 0) return <p class="quiet">{text('incident_hosts_none')}</p>;
  return (
    <ul class="hosts">
      {of.map((host) => (
        <li key={host}>
          <code>
            <Foreign of={host} most={253} />
          </code>
        </li>
      ))}
    </ul>
  );
}
