// What a page case demands of its outcome, in whichever browser it ran.
import { expect as globalExpect, type ExpectStatic } from 'vitest';
import { LEVELS, type CaseOutcome } from '../../cli/run-case.ts';
import type { PageExpectation } from './page-case.ts';

/**
 * @param longestMs longest time to the verdict
 * @param expect of the test, where tests run at once
 */
export function expectOutcome(
  { report, level, incidents, verdictAfterMs }: Omit<CaseOutcome, 'id' | 'asExpected'>,
  wanted: PageExpectation,
  longestMs = wanted.longestMs,
  expect: ExpectStatic = globalExpect,
): void {
  // A miner that is stopped as it starts may find its pool or its worker gone.
  const mayFail = report.state === 'refused' || (incidents.length > 0 && wanted.hashes === 'any');
  expect(report.error === null || mayFail, report.error ?? '').toBe(true);
  expect(incidents.length > 0, 'an incident').toBe(wanted.incident);
  if (wanted.hashes === 'none') expect(report.hashes).toBe(0);
  if (wanted.hashes === 'some') expect(report.hashes).toBeGreaterThan(0);
  if (wanted.result !== undefined) expect(report.result).toBe(wanted.result);
  if (!wanted.incident) {
    expect(LEVELS.indexOf(level)).toBeLessThanOrEqual(LEVELS.indexOf(wanted.level));
    return;
  }
  expect(level).toBe(wanted.level);
  expect(verdictAfterMs).toBeLessThanOrEqual(longestMs);
  const [incident] = incidents;
  expect(incident?.category).toBe(wanted.category ?? 'cryptojacking');
  const ids = incident?.evidence.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining([...wanted.evidence]));
}
