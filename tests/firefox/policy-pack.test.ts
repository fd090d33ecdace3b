// The deployment pack in a real Firefox: what its files say reaches the add-on, by each way that Firefox has. The files lie in
// folders of the test's own, which that one Firefox sees as the system's: that takes root on Linux.
import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { projectFolder } from '../../cli/browser.ts';
import { makePack } from '../../cli/policy/pack.ts';
import { sampleAnswers } from '../../cli/policy/sample.ts';
import { findFirefox, startFirefox, type Firefox } from './bidi.ts';

const ID = 'assay@assay.example';
/** Beside Debian's Firefox; it is read before any other policy. */
const DISTRIBUTION = '/usr/lib/firefox-esr/distribution';
const NATIVE_MANIFESTS = '/usr/lib/mozilla';
const PRIVATE = ['--mount', '--propagation', 'private'];

const path = findFirefox();
const why = whyNot();
if (why !== null) console.log(`The deployment pack is not tested in Firefox here: ${why}.`);

function whyNot(): string | null {
  if (path === null) return 'no Firefox was found';
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'it takes root on Linux';
  if (!existsSync(DISTRIBUTION) || !existsSync(NATIVE_MANIFESTS))
    return "it takes Debian's Firefox ESR";
  try {
    execFileSync('unshare', [...PRIVATE, 'mount', '--bind', NATIVE_MANIFESTS, NATIVE_MANIFESTS]);
    return null;
  } catch {
    return 'it takes mount namespaces';
  }
}

const answers = sampleAnswers();
const pack = makePack(answers);
const policiesFile = pack.get('firefox/policies.json') ?? '';
const { policies } = JSON.parse(policiesFile) as {
  readonly policies: Readonly<Record<string, unknown>>;
};
/** As the registry of Windows gives them to Firefox: each policy a text, and the values too. */
const asRegistry = {
  policies: {
    ...Object.fromEntries(
      Object.entries(policies).map(([name, value]) => [name, JSON.stringify(value)]),
    ),
    '3rdparty': { Extensions: { [ID]: JSON.stringify(answers.values) } },
  },
};

describe.skipIf(why !== null)('the values of the sample pack reach the add-on', () => {
  const ended: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ended.splice(0).toReversed()) await end();
  });

  /** Files below a root of the test's own, over the folders of the system. */
  async function startWith(files: Readonly<Record<string, string>>): Promise<Firefox> {
    const root = await mkdtemp(join(tmpdir(), 'assay-firefox-policy-'));
    ended.push(() => rm(root, { recursive: true, force: true }));
    for (const folder of [DISTRIBUTION, NATIVE_MANIFESTS])
      await mkdir(join(root, folder), { recursive: true });
    for (const [place, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, place)), { recursive: true });
      await writeFile(join(root, place), text);
    }
    const binds = [DISTRIBUTION, NATIVE_MANIFESTS]
      .map((folder) => `mount --bind ${join(root, folder)} ${realpathSync(folder)}`)
      .join(' && ');
    const program = join(root, 'firefox');
    const start = `exec unshare ${PRIVATE.join(' ')} sh -c '${binds} && exec "$0" "$@"' ${path ?? ''} "$@"`;
    await writeFile(program, `#!/bin/sh\n${start}\n`);
    await chmod(program, 0o755);
    const folder = join(projectFolder, '.output', 'firefox-mv3');
    const firefox = await startFirefox(program, { folder, id: ID }, []);
    ended.push(() => firefox.close());
    return firefox;
  }

  it.each([
    ['by policies.json', { [`${DISTRIBUTION}/policies.json`]: policiesFile }],
    [
      'in the form of the registry',
      { [`${DISTRIBUTION}/policies.json`]: JSON.stringify(asRegistry) },
    ],
    [
      'by the native manifest',
      {
        [`${NATIVE_MANIFESTS}/managed-storage/${ID}.json`]:
          pack.get(`firefox/managed-storage/${ID}.json`) ?? '',
      },
    ],
  ])('%s', async (_way, files: Readonly<Record<string, string>>) => {
    const firefox = await startWith(files);
    const page = await firefox.open(firefox.ownPage('log.html'));
    expect(await firefox.evaluate(page, 'browser.storage.managed.get()')).toEqual(answers.values);
  });
});
