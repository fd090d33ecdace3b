// The OCSF events of the fleet against the published schema, under the ids and numbers of their events.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../../core/fleet/format.ts';
import { ocsf } from '../../../core/fleet/formats/ocsf.ts';
import { sampleIncident } from '../report/incident-samples.ts';
import { ocsfProblems, recommendedMissing } from '../report/ocsf-check.ts';
import {
  anyIncidentEvent,
  anyOrigin,
  AT,
  batchOf,
  EVENTS,
  heartbeatEvent,
  idOf,
} from './event-samples.ts';

type Event = Readonly<Record<string, unknown>>;
const OBJECTS: Readonly<Record<number, string>> = {
  ...{ 2004: 'detection_finding', 6002: 'application_lifecycle', 6008: 'application_error' },
};

function eventsOf(batch: Batch): readonly Event[] {
  const { body, contentType } = ocsf.encode(batch);
  expect(contentType).toBe('application/json');
  return JSON.parse(Buffer.from(body).toString()) as readonly Event[];
}

function problemsOf(event: Event): readonly string[] {
  return ocsfProblems(event, OBJECTS[Number(event['class_uid'])]);
}

describe('the array of events', () => {
  it('is valid by the schema, for each kind of event and whoever it is', () => {
    const batches = [
      batchOf(),
      batchOf(EVENTS, { deviceLabel: '', deviceTags: [], user: null, os: 'openbsd' }),
      batchOf(EVENTS, { user: { hash: 'a1b2' }, os: 'mac' }),
      batchOf([heartbeatEvent({ selfTestFailures: ['wasm'] })], { os: '' }),
    ];
    expect(batches.flatMap(eventsOf).flatMap(problemsOf)).toEqual([]);
  });

  it('is valid whatever pages chose', () => {
    fc.assert(
      fc.property(anyIncidentEvent, anyOrigin, (event, origin) => {
        expect(eventsOf({ events: [event], origin }).flatMap(problemsOf)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('leaves out of what the schema recommends only what we do not know', () => {
    const missing = eventsOf(batchOf()).map((event) =>
      recommendedMissing(event, OBJECTS[Number(event['class_uid'])]),
    );
    expect(missing).toEqual([
      ['status_code'],
      ['observables', 'status_code'],
      ['observables', 'status_code', 'status_detail'],
      ['observables', 'status_code', 'status_detail'],
    ]);
  });

  it('numbers each event, and says of which device and incident it is', () => {
    const events = eventsOf(batchOf());
    expect(events.map(({ metadata, device }) => ({ metadata, device }))).toMatchObject(
      EVENTS.map(({ id, seq }) => ({
        metadata: { uid: id, sequence: seq, logged_time: AT },
        device: {
          ...{ uid: '3f1c8a52-6d0e-4b7c-9a41-5e2f7d8c9b10', name: 'PC-0042', type_id: 8 },
          ...{ owner: { name: 'u-3817' }, os: { type_id: 100, type: 'Windows', name: 'win' } },
          groups: [{ name: 'berlin' }, { name: 'finance' }],
        },
      })),
    );
    expect(events[0]).toMatchObject({
      ...{ class_uid: 2004, severity: 'Medium' },
      metadata: { uid: idOf(41), correlation_uid: sampleIncident().id },
      finding_info: { uid: sampleIncident().id },
      evidences: [{ url: { url_string: 'https://films.example/watch?v=12' } }, {}, {}],
    });
  });

  it('says how the application fares', () => {
    const [, heartbeat, change, dropped] = eventsOf(batchOf());
    expect(heartbeat).toMatchObject({
      ...{ class_uid: 6002, type_uid: 600299, activity_name: 'Heartbeat', status: 'Failure' },
      ...{ status_detail: 'sink lake', start_time: AT - 3_600_000, severity: 'Informational' },
      unmapped: { assay: { mode: 'block', incidents: 4, gaps: ['private-windows'] } },
    });
    expect(change).toMatchObject({
      ...{ class_uid: 6002, activity_name: 'Policy changed', status: 'Success' },
      unmapped: { assay: { changed_keys: ['mode', 'sinks'] } },
    });
    expect(dropped).toMatchObject({
      ...{ class_uid: 6008, type_uid: 600801, severity: 'High', count: 9, status: 'Failure' },
      unmapped: { assay: { dropped_first_seq: 3, dropped_last_seq: 15 } },
    });
    const queue = { waiting: 0, sizeBytes: 0, oldestAt: null, parked: 0, failing: [] };
    expect(eventsOf(batchOf([heartbeatEvent({ queue })]))).toMatchObject([{ status: 'Success' }]);
  });
});
