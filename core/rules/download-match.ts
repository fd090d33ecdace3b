// Which downloads are miner programs, by what can be known of a file without reading it: its name and where it came from.
// Names and addresses are claims of whoever serves the file. Knows words only; must never match a part of a word.

/** One program, as a file of `rules/downloads/` names it. */
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

/** Endings of programs, installers and archives: nothing else can be started or holds what can. */
const ENDING =
  /(?:\.tar)?\.(?:zip|7z|rar|tar|gz|xz|bz2|zst|tgz|txz|tbz2?|exe|msi|msix|deb|rpm|dmg|pkg|apk|appimage|run|bin|jar)$/;
const ANY_ENDING = /\.[a-z][a-z0-9]*$/;
/** No file system takes longer names. */
const MOST_NAME_CHARS = 300;
const COPY_NUMBER = /[ _]?\(\d{1,3}\)$/;

const NUMBER = /^v?\d+[a-z]{0,2}\d*$/;
const NUMBERED = /^(?:cuda|rc|mo|r|b|build|beta|alpha|hive|sse|avx|zen|armv)\d*$/;
/** What stands behind a program's name in the names of releases. */
const BUILD_WORDS = new Set(
  `win win32 win64 windows windows32 windows64 linux linux32 linux64 lin lin64 ubuntu xenial bionic focal jammy noble debian
centos fedora alpine macos mac osx darwin freebsd android hiveos mmpos x64 x86 x32 i386 i686 amd64 arm arm64 aarch64 riscv64
msvc gcc clang mingw static portable setup installer install updater dfsg opencl amd nvidia cpu gpu multi miner release bin
binary latest final stable preview sign fee nofee tk aes sha vaes ryzen`.split(/\s+/),
);

/** Archives of source code, which code hosts make of any repository: nobody can mine with them before building them. */
const SOURCE_HOSTS = ['github.com', 'gitlab.com', 'codeberg.org', 'bitbucket.org'];

/** @returns the first program that is meant, or null */
export function matchDownload(
  programs: readonly MinerProgram[],
  { fileName, urls, referrer }: DownloadAsked,
): DownloadMatch | null {
  const name = fileName.toLowerCase();
  const addresses = urls.map(addressOf).filter((address) => address !== null);
  if (addresses.some(isSourceArchive) || (name !== '' && !isProgram(name))) return null;
  const lasts = addresses.map(({ last }) => last).filter((last) => ENDING.test(last.toLowerCase()));
  const served = lasts.map((last) => last.toLowerCase());
  const named = [...(name === '' ? [] : [name]), ...served].map(wordsOf);
  const isFile = ENDING.test(name) || (name === '' && served.length > 0);
  const from = addressOf(referrer);
  for (const one of programs) {
    const isNamed = named.some((words) => isNameOf(one, words));
    const places = [...addresses, ...(isNamed && from ? [from] : [])];
    const place = one.places.find((at) => places.some((address) => isBelow(address, at)));
    if (!isNamed && !(isFile && place !== undefined)) continue;
    return {
      ...{ program: one.program, title: one.title, isNamed },
      fileName: fileName || (lasts[0] ?? ''),
      place: place === undefined ? null : `https://${place}`,
    };
  }
  return null;
}

/** A file without any ending may be a program of Linux. */
function isProgram(name: string): boolean {
  return ENDING.test(name) || !ANY_ENDING.test(name);
}

/** `xmrig-6.21.0-msvc-win64 (1).zip` -> xmrig, 6, 21, 0, msvc, win64. */
function wordsOf(name: string): string[] {
  if (name.length > MOST_NAME_CHARS) return [];
  const stem = name.replace(ENDING, '').replace(COPY_NUMBER, '');
  return stem.split(/[^a-z0-9#]+/).filter((word) => word !== '');
}

function isNameOf({ names, releases = [] }: MinerProgram, words: readonly string[]): boolean {
  return (
    names.some((name) => {
      const own = wordsOf(name);
      return own.every((word, at) => words[at] === word) && words.slice(own.length).every(isBuild);
    }) ||
    releases.some((release) => {
      const own = wordsOf(release);
      return (
        own.length === words.length &&
        own.every((word, at) =>
          word.endsWith('#') ? isNumber(word, words[at]) : words[at] === word,
        )
      );
    })
  );
}

function isBuild(word: string): boolean {
  return NUMBER.test(word) || NUMBERED.test(word) || BUILD_WORDS.has(word);
}

function isNumber(pattern: string, word = ''): boolean {
  const before = pattern.slice(0, -1);
  return word.startsWith(before) && /^\d+[a-z]?\d*$/.test(word.slice(before.length));
}

interface Address {
  readonly host: string;
  /** Lower case, without the last slash. */
  readonly path: string;
  /** The last part of the path, decoded. */
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
