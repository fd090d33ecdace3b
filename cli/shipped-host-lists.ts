// The host lists that ship, for the command line: the self-test of a rule pack holds them against it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readHostList, type HostList, type RawHostList } from '../core/rules/host-match.ts';
import { projectFolder } from './browser.ts';

/** Strictest first, as the extension has them. */
export function shippedHostLists(): Promise<HostList[]> {
  return Promise.all(
    ['cryptojacking', 'deliberate-mining'].map(async (name) => {
      const text = await readFile(join(projectFolder, 'rules', 'hosts', `${name}.json`), 'utf8');
      return readHostList(JSON.parse(text) as RawHostList);
    }),
  );
}
