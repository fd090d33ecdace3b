// Mozilla's own linter over the build for Firefox: the store would refuse what it calls an error.
// It knows hosts of miners and warns of them; ours are lists of what is blocked.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../cli/browser.ts';
import { builtForFirefox } from './stage.ts';

const LINTER = join(projectFolder, 'node_modules/addons-linter/dist/addons-linter.js');
interface Finding {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
}

interface Linter {
  createInstance(about: object): {
    run(): Promise<{ readonly errors: readonly Finding[]; readonly warnings: readonly Finding[] }>;
  };
}

describe("Mozilla's linter", () => {
  it('finds no error in the build', async () => {
    const { default: linter } = (await import(/* @vite-ignore */ pathToFileURL(LINTER).href)) as {
      readonly default: Linter;
    };
    const config = { _: [builtForFirefox], logLevel: 'fatal', output: 'none', selfHosted: false };
    const run = linter.createInstance({ config, runAsBinary: false }).run();
    const { errors, warnings } = await run;
    expect(errors.map(({ code, message, file }) => `${code} ${file ?? ''}: ${message}`)).toEqual(
      [],
    );
    // The second once: Preact could set markup, and nobody asks it to (tests/architecture/layers.test.ts).
    const known = ['COINMINER_USAGE_DETECTED', 'UNSAFE_VAR_ASSIGNMENT'];
    expect(warnings.filter(({ code }) => code === known[1]).length).toBe(1);
    const codes = [...new Set(warnings.map(({ code }) => code))];
    expect(codes.filter((code) => !known.includes(code))).toEqual([]);
  });
});
