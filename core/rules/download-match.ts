// Which downloads are miner programs, by what can be known of a file without reading it: its name and where it came from.
// Both are claims of whoever serves the file. Pure; asked of every download, so it looks at nothing else.
import { endsLikeProgram, isBuildOf, isRelease, mayBeProgram, wordsOf } from './download-name.ts';

/** One program, as `rules/downloads/` names it. */
export interface MinerProgram {
  /** Short id; the family of its incidents. */
  readonly program: string;
  readonly title: string;
  /** Names that mean nothing else; in a release only versions and words of builds follow them. */
  readonly names: readonly string[];
  /** Whole release names of programs whose name means something else as well; `#` stands for a number. */
  readonly releases?: readonly string[];
  /** Host and path below which the program is handed out. */
  readonly places: readonly string[];
}

/** What is known of a download. */
export interface DownloadAsked {
  /** Name on the disk, without folders; empty while the browser has not chosen it. */
  readonly fileName: string;
  /** The address that was asked for and, after redirects, the one that answered. */
  readonly urls: readonly string[];
  readonly referrer: string;
}

export interface DownloadMatch {
  readonly program: string;
  readonly title: string;
  /** Name on the disk or, while there is none, the one that the address ends with. */
  readonly fileName: string;
  /** Whether the file has a name of the program. */
  readonly isNamed: boolean;
  /** Address of the place of the program that the file came from; null for any other. */
  readonly place: string | null;
}

/** These make archives of source code of any repository: nobody can mine with them before building them. */
const SOURCE_HOSTS = ['github.com', 'gitlab.com', 'codeberg.org', 'bitbucket.org'];

/** @returns the first program that is meant, or null */
export function matchDownload(
  programs: readonly MinerProgram[],
  asked: DownloadAsked,
): DownloadMatch | null {
  const known = knownOf(asked);
  if (!known) return null;
  for (const one of programs) {
    const match = matchOne(one, known);
    if (match) return match;
  }
  return null;
}

interface Known {
  readonly fileName: string;
  /** The words of each name that it has. */
  readonly named: readonly (readonly string[])[];
  readonly addresses: readonly Address[];
  readonly referrer: Address | null;
  /** Whether it is a program or an archive, by its ending. */
  readonly isFile: boolean;
}

/** Null for what is no program, whoever serves it. */
function knownOf({ fileName, urls, referrer }: DownloadAsked): Known | null {
  const name = fileName.toLowerCase();
  const addresses = urls.map(addressOf).filter((address) => address !== null);
  if (addresses.some(isSourceArchive) || (name !== '' && !mayBeProgram(name))) return null;
  // An address says nothing of a file unless it ends like one: that of a page about a miner ends in its name as well.
  const served = addresses
    .map(({ last }) => last)
    .filter((last) => endsLikeProgram(last.toLowerCase()));
  const names = [...(name === '' ? [] : [name]), ...served.map((last) => last.toLowerCase())];
  return {
    fileName: fileName === '' ? (served[0] ?? '') : fileName,
    named: names.map(wordsOf),
    addresses,
    referrer: addressOf(referrer),
    isFile: name === '' ? served.length > 0 : endsLikeProgram(name),
  };
}

function matchOne(one: MinerProgram, known: Known): DownloadMatch | null {
  const { program, title, names, releases = [], places } = one;
  const { fileName, named, addresses, referrer, isFile } = known;
  const isNamed = named.some(
    (words) =>
      names.some((name) => isBuildOf(name, words)) ||
      releases.some((release) => isRelease(release, words)),
  );
  // A release page links to other programs as well: as a referrer it counts beside the name only.
  const from = isNamed && referrer ? [...addresses, referrer] : addresses;
  const place = places.find((at) => from.some((address) => isBelow(address, at)));
  if (!isNamed && !(isFile && place !== undefined)) return null;
  return {
    ...{ program, title, fileName, isNamed },
    place: place === undefined ? null : `https://${place}`,
  };
}

interface Address {
  readonly host: string;
  /** In lower case, without the last slash. */
  readonly path: string;
  /** The last part of the path, decoded, as it was written. */
  readonly last: string;
}

/** Null for all that is not of http. */
function addressOf(href: string): Address | null {
  if (!/^https?:/i.test(href) || !URL.canParse(href)) return null;
  const { hostname, pathname } = new URL(href);
  const path = pathname.replace(/\/+$/, '');
  return {
    host: hostname.replace(/\.+$/, '').replace(/^www\./, ''),
    path: path.toLowerCase(),
    last: decoded(path.slice(path.lastIndexOf('/') + 1)),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isBelow({ host, path }: Address, place: string): boolean {
  return `${host}${path}/`.startsWith(`${place}/`);
}

function isSourceArchive({ host, path }: Address): boolean {
  if (host === 'codeload.github.com') return true;
  return SOURCE_HOSTS.includes(host) && /\/(?:archive|zipball|tarball|get)\//.test(`${path}/`);
}
