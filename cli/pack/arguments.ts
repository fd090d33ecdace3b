// The arguments of `npm run pack`, checked. Knows words and the form of an address, never files.
import { parseArgs } from 'node:util';

export const usage = `Usage: npm run pack -- --base URL [options]     everything that is deployed
       npm run pack -- --stores [options]       only what goes to the stores; takes no key and no address

Builds the extension and puts into .output/deploy: the packages for the stores of Chrome, Edge and Firefox; the build for
companies as a signed .crx with its update.xml; an unsigned .xpi with its updates.json; SHA256SUMS; a bill of materials.

  --base URL     the address below which the company will host the files, such as https://intranet.example/assay/
  --make-key     make the signing key if there is none
  --out FOLDER   another folder than .output/deploy
  --twice        build and pack twice, and fail if one byte differs
  --no-build     pack what .output holds now

The signing key lies at ASSAY_KEY, or at ~/.config/assay/extension-key.pem: never in a repository, readable only by you.
The id of the extension follows from it. docs/packing.md says what each file is for.

Exit status: 0 when everything was written; 1 when something failed; 2 for wrong arguments.
`;

export interface Request {
  /** Null: only for the stores. */
  readonly base: string | null;
  readonly makeKey: boolean;
  /** Null: the usual folder. */
  readonly out: string | null;
  readonly twice: boolean;
  readonly build: boolean;
}

const options = {
  base: { type: 'string' },
  stores: { type: 'boolean', default: false },
  'make-key': { type: 'boolean', default: false },
  out: { type: 'string' },
  twice: { type: 'boolean', default: false },
  'no-build': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/**
 * @returns what is wanted, or null for help
 * @throws an Error that says which argument is wrong
 */
export function requestOf(args: string[]): Request | null {
  const { values } = parseArgs({ args, options });
  if (values.help) return null;
  if (values.stores && (values.base !== undefined || values['make-key']))
    throw new Error('--stores takes neither --base nor --make-key: nothing of it is self-hosted');
  if (!values.stores && values.base === undefined)
    throw new Error(
      'say where the files will be hosted, such as --base https://intranet.example/assay/ ' +
        '(or --stores for the packages of the stores alone)',
    );
  if (values.twice && values['no-build']) throw new Error('--twice builds: leave out --no-build');
  return {
    base: values.base === undefined ? null : baseOf(values.base),
    makeKey: values['make-key'],
    out: values.out ?? null,
    twice: values.twice,
    build: !values['no-build'],
  };
}

/** A folder's address. Who can change what http carries can keep a fleet on an old version. */
function baseOf(said: string): string {
  const url = URL.parse(said);
  if (!url) throw new Error(`--base must be a whole address such as https://…/, not "${said}"`);
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback))
    throw new Error(
      `--base must begin with https:// (http:// only on this machine), not "${said}"`,
    );
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new Error('--base must have no user, no "?" and no "#": file names are put behind it');
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}
