// The columns that rows of events have: what a table in the company's engine is made for.
import { describe, expect, it } from 'vitest';
import { ndjson } from '../../../core/fleet/formats/ndjson.ts';
import { rowOf } from '../../../core/fleet/formats/row.ts';
import { sampleIncident } from '../report/incident-samples.ts';
import {
  AT,
  batchOf,
  EVENTS,
  heartbeatEvent,
  idOf,
  incidentEvent,
  ORIGIN,
} from './event-samples.ts';

const ORIGIN_COLUMNS = {
  ...{ device_id: ORIGIN.deviceId, device_label: 'PC-0042', device_tags: ['berlin', 'finance'] },
  ...{ user: 'u-3817', engine_version: '0.4.0', os: 'win' },
  ...{ browser_name: 'Chrome', browser_version: '156.0.7100.12' },
};

describe('rows', () => {
  it('of an incident', () => {
    const incident = sampleIncident();
    expect(rowOf(incidentEvent(), ORIGIN)).toEqual({
      ...{ schema_version: 1, event_id: idOf(41), seq: 41, time_ms: AT, kind: 'incident' },
      ...ORIGIN_COLUMNS,
      ...{ severity: 'medium', incident_id: incident.id, count: 3, site: 'films.example' },
      ...{ first_seen_ms: incident.firstSeenAt, last_seen_ms: incident.lastSeenAt },
      ...{ url: incident.url, title: 'Watch films', frame_url: '', category: 'cryptojacking' },
      ...{ level: 'confirmed', score: 95, response: 'block', stopped: 1, action: incident.action },
      ...{ family: 'cryptonight', detectors: ['rules/wasm/cryptonight'], hosts: ['pool.example'] },
      sentences: ['A WebAssembly module holds the whole CryptoNight proof of work.'],
      ...{ module_sha256: 'ab'.repeat(32), module_bytes: 318_204 },
      ...{ observed_core_ms: 4_200, avoided_core_ms: 61_000 },
    });
  });

  it('of an incident without a module, with what a person said', () => {
    const feedback = { isRight: false, at: AT, note: 'our own benchmark' };
    const row = rowOf(
      incidentEvent(sampleIncident({ module: null, family: null, feedback })),
      ORIGIN,
    );
    expect(row).toMatchObject({
      feedback: 'wrong',
      feedback_note: 'our own benchmark',
      family: '',
    });
    expect(row).not.toHaveProperty('module_sha256');
    const hashed = rowOf(incidentEvent(), { ...ORIGIN, user: { hash: 'a1b2' } });
    expect(hashed).toMatchObject({ user_hash: 'a1b2' });
    expect(hashed).not.toHaveProperty('user');
  });

  it('of a heartbeat', () => {
    expect(rowOf(heartbeatEvent(), ORIGIN)).toEqual({
      ...{ schema_version: 1, event_id: idOf(42), seq: 42, time_ms: AT, kind: 'heartbeat' },
      ...ORIGIN_COLUMNS,
      ...{ severity: 'informational', since_ms: AT - 3_600_000, next_within_minutes: 60 },
      ...{ mode: 'block', is_managed: 1, policy_hash: 'ab'.repeat(32), ignored_keys: 0 },
      ...{ rule_pack: 7, hosts_listed: 20_412, self_test_failures: [], gaps: ['private-windows'] },
      ...{ incidents: 4, blocked: 2, warned: 1, observed: 1, deliberate: 1 },
      ...{ observed_core_ms: 4_200, avoided_core_ms: 61_000, failing_sinks: ['lake'] },
      ...{ queue_waiting: 12, queue_bytes: 18_230, queue_parked: 1, queue_oldest_ms: AT - 60_000 },
    });
  });

  it('of a change of policy and of what was dropped', () => {
    expect(EVENTS.slice(2).map((event) => rowOf(event, ORIGIN))).toEqual([
      {
        ...{ schema_version: 1, event_id: idOf(43), seq: 43, time_ms: AT, kind: 'policy-changed' },
        ...{ ...ORIGIN_COLUMNS, severity: 'low', mode: 'monitor', is_managed: 1, ignored_keys: 1 },
        ...{ policy_hash: 'cd'.repeat(32), previous_policy_hash: 'ab'.repeat(32) },
        changed_keys: ['mode', 'sinks'],
      },
      {
        ...{ schema_version: 1, event_id: idOf(44), seq: 44, time_ms: AT, kind: 'events-dropped' },
        ...{ ...ORIGIN_COLUMNS, severity: 'high', dropped_events: 9, dropped_why: 'age' },
        ...{ dropped_high: 0, dropped_medium: 2, dropped_low: 3, dropped_informational: 4 },
        ...{ dropped_first_seq: 3, dropped_last_seq: 15 },
      },
    ]);
  });

  it('are written one a line', () => {
    const { body, contentType } = ndjson.encode(batchOf());
    expect(contentType).toBe('application/x-ndjson');
    const lines = Buffer.from(body).toString().trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      EVENTS.map((event) => rowOf(event, ORIGIN)),
    );
  });
});
