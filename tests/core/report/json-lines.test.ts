// JSON Lines: every line stands by itself, so that files of many devices can be put one behind the other.
import { describe, expect, it } from 'vitest';
import { incidentsToJsonLines } from '../../../core/report/json-lines.ts';
import { sampleIncident } from './incident-samples.ts';

const ENVELOPE = { exportedAtMs: Date.UTC(2026, 10, 23, 12), engineVersion: '0.3.0' };

describe('incidentsToJsonLines', () => {
  it('writes whose it is, what wrote it and the incident into each line', () => {
    const device = { deviceLabel: 'PC-0042', deviceTags: ['berlin'], userLabel: 'u-3817' };
    const incidents = [sampleIncident(), sampleIncident({ title: 'two\nlines\u2028' })];
    const lines = incidentsToJsonLines(incidents, { ...ENVELOPE, device }).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      incidents.map((incident) => ({
        ...{ schemaVersion: 1, exportedAt: '2026-11-23T12:00:00.000Z', engineVersion: '0.3.0' },
        ...device,
        incident,
      })),
    );
  });

  it('writes nothing for no incident', () => {
    expect(incidentsToJsonLines([], ENVELOPE)).toBe('');
  });
});
