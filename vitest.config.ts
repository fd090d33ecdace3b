// Three tiers: `unit` runs in Node and in parallel; `browser` drives the built extension in a real browser, two files at a
// time; `load` does so with miners and honest programs that keep processors busy, one file after the other, because two
// cores cannot serve them and anything else at once.
import { defineConfig } from 'vitest/config';

const LOAD = [
  ...['duty', 'heavy', 'hostile-guard', 'managed', 'page-cases', 'responses', 'silent-workers'],
]
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
          testTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/{e2e,firefox}/**/*.test.ts'],
          exclude: LOAD,
          maxWorkers: 2,
          ...patient,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'load',
          include: LOAD,
          fileParallelism: false,
          ...patient,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
