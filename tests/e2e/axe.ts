// What axe-core finds in a page of ours that is on screen: the rules of WCAG 2.2 A and AA, and its best practices.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare const axe: {
  run(
    where: Document,
    options: object,
  ): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly help: string;
      readonly nodes: readonly { readonly target: readonly unknown[] }[];
    }[];
  }>;
};

/** One line for each problem; empty where there is none. */
export async function axeProblems(page: Page): Promise<readonly string[]> {
  // By the debugging protocol: our pages let no script in.
  await page.evaluate(await source);
  return page.evaluate(async (values) => {
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values } });
    return violations.map(
      ({ id, help, nodes }) =>
        `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join(', ')})`,
    );
  }, TAGS);
}
