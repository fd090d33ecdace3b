import { expect, it } from 'vitest';
import { countsOf, failedInBrowser, namesOfFailed, withAgain } from '../../cli/test-report.ts';
import type { TestFile } from '../../cli/test-report.ts';

function file(name: string, ...statuses: string[]): TestFile {
  const status = statuses.includes('failed') || statuses.length === 0 ? 'failed' : 'passed';
  return {
    name: `/a/${name}`,
    status,
    assertionResults: statuses.map((each, at) => ({ fullName: `t${at}`, status: each })),
  };
}

const late = file('tests/e2e/late.test.ts', 'passed', 'failed', 'skipped');
const wrong = file('tests/core/wrong.test.ts', 'failed', 'passed');
const unloaded = file('tests/fleet/unloaded.test.ts');

it('counts tests, and a file that failed without one', () => {
  expect(countsOf([late, wrong, unloaded])).toEqual({ passed: 2, failed: 3, skipped: 1 });
  expect(countsOf([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
  // Its hook failed: none of its tests ran.
  const hook: TestFile = { ...file('tests/e2e/hook.test.ts', 'skipped'), status: 'failed' };
  expect(countsOf([hook])).toEqual({ passed: 0, failed: 1, skipped: 1 });
});

it('runs again only what failed where something else can be late', () => {
  expect(failedInBrowser([late, wrong, unloaded])).toEqual([late, unloaded]);
  expect(failedInBrowser([file('tests/e2e/fine.test.ts', 'passed')])).toEqual([]);
  expect(namesOfFailed([late, unloaded])).toEqual([
    '/a/tests/e2e/late.test.ts > t1',
    '/a/tests/fleet/unloaded.test.ts',
  ]);
});

it('counts the second run of a file, and the first where there was none', () => {
  const better = file('tests/e2e/late.test.ts', 'passed', 'passed', 'skipped');
  expect(countsOf(withAgain([late, wrong], [better]))).toEqual({
    passed: 3,
    failed: 1,
    skipped: 1,
  });
  expect(withAgain([late, wrong], [])).toEqual([late, wrong]);
});
