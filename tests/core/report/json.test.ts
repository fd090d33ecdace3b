// The JSON export: an envelope around the incidents exactly as stored.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incidentSchema } from '../../../core/incident/incident.ts';
import { incidentsToJson } from '../../../core/report/json.ts';
import { anyIncident, sampleIncident } from './incident-samples.ts';

const ENVELOPE = { exportedAtMs: Date.UTC(2026, 10, 23, 12), engineVersion: '0.1.0' };

describe('incidentsToJson', () => {
  it('says what wrote it and when', () => {
    expect(JSON.parse(incidentsToJson([], ENVELOPE))).toEqual({
      schemaVersion: 1,
      exportedAt: '2026-11-23T12:00:00.000Z',
      engineVersion: '0.1.0',
      deviceLabel: '',
      deviceTags: [],
      userLabel: '',
      incidents: [],
    });
  });

  it('says whose they are, where the policy names the device', () => {
    const device = { deviceLabel: 'PC-0042', deviceTags: ['berlin'], userLabel: 'u-3817' };
    expect(JSON.parse(incidentsToJson([], { ...ENVELOPE, device }))).toMatchObject(device);
  });

  it('is readable by people: one field a line', () => {
    const text = incidentsToJson([sampleIncident()], ENVELOPE);
    expect(text).toMatch(/^ {6}"site": "films\.example",$/m);
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('gives back every incident unchanged and valid, whatever pages chose', () => {
    fc.assert(
      fc.property(fc.array(anyIncident, { maxLength: 4 }), (incidents) => {
        const parsed = JSON.parse(incidentsToJson(incidents, ENVELOPE)) as { incidents: unknown[] };
        expect(parsed.incidents).toEqual(incidents);
        for (const incident of parsed.incidents) incidentSchema.parse(incident);
      }),
    );
  });
});
