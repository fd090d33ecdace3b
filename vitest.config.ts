// Tiers, one after the other: `unit` runs in Node; `browser` drives the built extension in a real browser; `load` does so with
// miners and honest programs that keep processors busy; `alone` measures what threads do and shares with nobody; `fleet` runs
// against a real ClickHouse where there is one. Two files run at a time, as many as a build machine has cores.
import { defineConfig } from 'vitest/config';

const ALONE = ['duty', 'excepted-site', 'incident-flood', 'responses'].map(
  (name) => `tests/e2e/${name}.test.ts`,
);
const LOAD = ['cost', 'heavy', 'hostile-guard', 'managed', 'page-cases', 'silent-workers']
  .map((name) => `tests/e2e/${name}.test.ts`)
  .concat('tests/firefox/page-cases.test.ts');
// Whether a thread gets a processor in time is not ours to say where two browsers share two cores: what fails in a browser is tried
// once more, and what is wrong fails again.
const patient = { testTimeout: 60_000, hookTimeout: 60_000, maxConcurrency: 3, retry: 1 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/{core,rules,cli,corpus,entrypoints,architecture,artifact}/**/*.test.ts'],
          maxWorkers: 2,
          testTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/{e2e,firefox}/**/*.test.ts'],
          exclude: [...LOAD, ...ALONE],
          maxWorkers: 2,
          ...patient,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'load',
          include: LOAD,
          maxWorkers: 2,
          ...patient,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'alone',
          include: ALONE,
          fileParallelism: false,
          ...patient,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          name: 'fleet',
          include: ['tests/fleet/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 5 },
        },
      },
    ],
  },
});
