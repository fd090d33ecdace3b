// A hostile page makes a thousand incidents a second. The log stays small and exact, and answers people meanwhile.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MAX_PER_SITE_AND_HOUR } from '../../entrypoints/background/services/incident-log.ts';
import { flood, openFloodStage, type FloodStage } from './flood-stage.ts';

let stage: FloodStage;
// For each try: one that is made again must not count what the first has left.
beforeEach(async () => {
  stage = await openFloodStage();
});
afterEach(() => stage.close());

it('counts each of a thousand incidents a second, and answers the log page all the time', async () => {
  const counts = await flood(stage, 10);
  expect(counts.made).toBe(10_000);
  expect(counts.stored + counts.countedOnly).toBe(counts.made);
  expect(counts.incidents).toBeLessThanOrEqual(MAX_PER_SITE_AND_HOUR);
  // How fast each comes is measured by `npm run bench -- store`.
  expect(counts.answers).toBeGreaterThan(10);
  const { counters } = await stage.desk.ask('diagnostics', {});
  expect(Object.keys(counters).filter((name) => !name.endsWith('counted only'))).toEqual([]);
});
