// What the pages on the fleet show: whose events they are, when, and what a sink gets that says nothing of what it wants.
import type { Origin } from '../core/fleet/event.ts';
import type { Incident } from '../core/incident/incident.ts';
import { sinkShape, type FormatName, type Sink } from '../core/policy/sink.ts';
import { sampleLog } from './sample-log.ts';

export const AT = Date.UTC(2026, 10, 23, 9, 20, 42, 123);
export const HEAD = { id: '01a207b5-268b-7c3a-9b1f-2f6a3c4d5e6f', seq: 1_204, at: AT };

export const ORIGIN: Origin = {
  deviceId: '3f1c8a52-6d0e-4b7c-9a41-5e2f7d8c9b10',
  ...{ deviceLabel: 'PC-0042', deviceTags: ['berlin'], user: { name: 'u-3817' } },
  engineVersion: '0.4.0',
  ...{ browser: { name: 'Chrome', version: '156.0.7100.12' }, os: 'win' },
};

/** A sink of which the policy says nothing but what it must. */
export function usualSink(format: FormatName): Sink {
  return sinkShape.schema.parse({ name: 'soc', format, address: 'https://soc.example.org/' });
}

export function fleetIncident(): Incident {
  const [incident] = sampleLog(1, AT, 1);
  if (!incident) throw new Error('the sample log is empty');
  return incident;
}
