// A Firefox under a company's policy, without touching the system: a folder of links to the installed one, with its own
// distribution/policies.json, which Firefox reads beside its program. Linux alone.
import { existsSync, realpathSync } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { findFirefox, startFirefox, type Firefox } from './bidi.ts';
import { builtForFirefox, EXTENSION_ID } from './stage.ts';

const POLICIES = 'distribution';

/** Why no Firefox under a policy can be started here, or null when it can. */
export function whyNotManaged(): string | null {
  const found = findFirefox();
  if (process.platform !== 'linux' || !found) return 'it takes an installed Firefox on Linux';
  const folder = dirname(realpathSync(found));
  return existsSync(join(folder, 'libxul.so')) ? null : 'the program of Firefox was not found';
}

/**
 * Starts a Firefox that a policy makes install the built extension, unsigned.
 * @param values what managed storage is to hold
 */
export async function startManagedFirefox(
  values: object,
  hosts: readonly string[],
): Promise<Firefox> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-managed-firefox-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const xpi = join(folder, 'assay.xpi');
    await writeFile(xpi, await packed(builtForFirefox));
    const program = await linkedProgram(join(folder, 'firefox'), policies(values, xpi));
    const firefox = await startFirefox(program, { folder: null, id: EXTENSION_ID }, hosts);
    return {
      ...firefox,
      close: async () => {
        await firefox.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** @returns the path of a program that is the installed one but for its policies */
async function linkedProgram(folder: string, policy: object): Promise<string> {
  const program = realpathSync(findFirefox() ?? '');
  const installed = dirname(program);
  await mkdir(join(folder, POLICIES), { recursive: true });
  for (const name of await readdir(installed)) {
    const from = join(installed, name);
    // The program finds its own folder by its path: a link would lead it back.
    if (name === basename(program)) await copyFile(from, join(folder, name));
    else if (name !== POLICIES) await symlink(from, join(folder, name));
  }
  await writeFile(join(folder, POLICIES, 'policies.json'), JSON.stringify(policy));
  const own = join(folder, basename(program));
  await chmod(own, 0o755);
  return own;
}

function policies(values: object, xpi: string): object {
  return {
    policies: {
      '3rdparty': { Extensions: { [EXTENSION_ID]: values } },
      ExtensionSettings: {
        '*': { installation_mode: 'blocked' },
        [EXTENSION_ID]: {
          installation_mode: 'force_installed',
          install_url: `file://${xpi}`,
          private_browsing: true,
        },
      },
      // Only an ESR or developer's Firefox takes this: elsewhere the extension must be signed.
      Preferences: { 'xpinstall.signatures.required': { Value: false, Status: 'locked' } },
    },
  };
}

async function packed(folder: string): Promise<Uint8Array> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((one) => one.isFile());
  const entries = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [path.slice(folder.length + 1), new Uint8Array(await readFile(path))] as const;
  });
  return zipSync(Object.fromEntries(await Promise.all(entries)));
}
