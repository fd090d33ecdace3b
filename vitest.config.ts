// Tiers, one after the other: `unit` runs in Node; `browser` drives the built extension in a real browser; `load` does so with
// miners and honest programs that keep processors busy; `alone` measures what threads do and shares with nobody. Two files run
// at a time, as many as a build machine has cores.
import { defineConfig } from 'vitest/config';

const ALONE = ['duty', 'responses'].map((name) => `tests/e2e/${name}.test.ts`);
const LOAD = ['heavy', 'hostile-guard', 'managed', 'page-cases', 'silent-workers']
  .map((name) => `tests/e2e/${name}.test.ts`)
  .concat('tests/firefox/page-cases.test.ts');
const patient = { testTimeout: 60_000, hookTimeout: 60_000, maxConcurrency: 3 };

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
    ],
  },
});
