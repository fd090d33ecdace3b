// The name of a file, read in words: whether it can be a program at all, and whether it is the name of a given one. Must
// never match a part of a word, and takes no name for a program's that goes on in words of its own.

/** Endings of programs, installers and archives: nothing else can be started or holds what can. */
const ENDING =
  /(?:\.tar)?\.(?:zip|7z|rar|tar|gz|xz|bz2|zst|tgz|txz|tbz2?|exe|msi|msix|deb|rpm|dmg|pkg|apk|appimage|run|bin|jar)$/;
const ANY_ENDING = /\.[a-z][a-z0-9]*$/;
/** No file system takes longer names. */
const MOST_NAME_CHARS = 300;
const COPY_NUMBER = /[ _]?\(\d{1,3}\)$/;

const NUMBER = /^v?\d+[a-z]{0,2}\d*$/;
const NUMBERED =
  /^(?:cuda|gcc|rel|rc|mo|r|b|build|beta|alpha|dev|hive|sse|avx|zen|armv|xenial|ubuntu)\d*$/;
/** What stands behind a program's name in the names of releases. */
const BUILD_WORDS = new Set(
  `win win32 win64 windows windows32 windows64 linux linux32 linux64 lin lin64 ubuntu xenial bionic focal jammy noble debian
centos fedora alpine macos mac osx osx64 darwin freebsd android hiveos mmpos x64 x86 x32 i386 i686 amd64 arm arm64 aarch64 riscv64
msvc gcc clang mingw static dynamic generic compat portable setup installer install updater dfsg opencl amd nvidia cpu gpu multi miner release bin
binary latest final stable preview sign fee nofee tk aes sha vaes ryzen`.split(/\s+/),
);

/** Whether it ends like a program, an installer or an archive. @param name in lower case, as in all of this file */
export function endsLikeProgram(name: string): boolean {
  return ENDING.test(name);
}

/** The same, or a file without any ending: it may be a program of Linux. */
export function mayBeProgram(name: string): boolean {
  return ENDING.test(name) || !ANY_ENDING.test(name);
}

/** `xmrig-6.21.0-msvc-win64 (1).zip` -> xmrig, 6, 21, 0, msvc, win64. */
export function wordsOf(name: string): string[] {
  if (name.length > MOST_NAME_CHARS) return [];
  const stem = name.replace(ENDING, '').replace(COPY_NUMBER, '');
  return stem.split(/[^a-z0-9#]+/).filter((word) => word !== '');
}

/** Whether words begin with a name, and go on in versions and words of builds only. */
export function isBuildOf(name: string, words: readonly string[]): boolean {
  const own = wordsOf(name);
  return own.every((word, at) => words[at] === word) && words.slice(own.length).every(isBuild);
}

/** Whether words are those of a release name, in which `#` stands for a number. */
export function isRelease(release: string, words: readonly string[]): boolean {
  const own = wordsOf(release);
  return own.length === words.length && own.every((word, at) => isWord(word, words[at] ?? ''));
}

function isBuild(word: string): boolean {
  return NUMBER.test(word) || NUMBERED.test(word) || BUILD_WORDS.has(word);
}

function isWord(pattern: string, word: string): boolean {
  if (!pattern.endsWith('#')) return pattern === word;
  const before = pattern.slice(0, -1);
  return word.startsWith(before) && /^\d+[a-z]?\d*$/.test(word.slice(before.length));
}
