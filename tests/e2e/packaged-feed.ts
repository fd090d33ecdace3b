// Test aid: a copy of the built extension with a packaged feed, as somebody has it who fills rules/feed.json and builds.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtExtension, launch, type Launched } from '../../cli/browser.ts';
import type { PackagedFeed } from '../../core/rule-pack/feed.ts';

/** What the build makes of an empty rules/feed.json. */
const NO_FEED = /\{url:(?:``|""|''),key:(?:``|""|'')\}/;

export interface WithFeed {
  readonly folder: string;
  remove(): Promise<void>;
}

export async function extensionWithFeed(feed: PackagedFeed): Promise<WithFeed> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-feed-'));
  await cp(builtExtension, folder, { recursive: true });
  const path = join(folder, 'background.js');
  const code = await readFile(path, 'utf8');
  if (!NO_FEED.test(code)) throw new Error('The build has no empty feed: look at rules/feed.json.');
  await writeFile(path, code.replace(NO_FEED, JSON.stringify(feed)));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** @param profile folder of a profile that outlives the browser */
export function launchWithFeed({ folder }: WithFeed, profile?: string): Promise<Launched> {
  const kept = profile === undefined ? {} : { profile };
  return launch({ headless: true, extension: folder, ...kept });
}
