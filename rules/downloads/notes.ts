// Why each miner is listed, and a public release or project page that shows its name as it is. For people and tests only:
// no bundle may import this file.

export interface MinerNote {
  readonly why: string;
  /** Read in November 2026 in public build files and package recipes that fetch the program from there; of those that are known by name only, the home of the project, as is known. */
  readonly sources: readonly string[];
}

const gitHub = (repository: string): string => `https://github.com/${repository}/releases`;

export const notes: Readonly<Record<string, MinerNote>> = {
  xmrig: {
    why: 'RandomX on processors; by far the miner that is found most on machines of others. The forks keep the name.',
    sources: ['xmrig/xmrig', 'MoneroOcean/xmrig', 'Bendr0id/xmrigCC'].map(gitHub),
  },
  nicehash: {
    why: 'Sells the computing power of a machine; carries other miners (Excavator is its own).',
    sources: ['nicehash/NiceHashMiner', 'nicehash/NiceHashQuickMiner', 'nicehash/excavator'].map(
      gitHub,
    ),
  },
  phoenixminer: {
    why: 'Ethash on graphics cards. Its author handed it out in a forum; the places are those that build files of others fetch it from.',
    sources: [gitHub('Phoenix-Miner/PhoenixMiner'), 'https://phoenixminer.info/downloads/'],
  },
  lolminer: {
    why: 'Graphics cards, many coins.',
    sources: [gitHub('Lolliedieb/lolMiner-releases')],
  },
  't-rex': {
    why: 'Graphics cards by NVIDIA. The name alone is a dinosaur, so only whole release names count.',
    sources: [gitHub('trexminer/T-Rex'), 'https://trex-miner.com/'],
  },
  gminer: { why: 'Graphics cards, many coins.', sources: [gitHub('develsoftware/GMinerRelease')] },
  nbminer: {
    why: 'Graphics cards, many coins.',
    sources: [gitHub('NebuTech/NBMiner'), 'https://nbminer.com/'],
  },
  teamredminer: {
    why: 'Graphics cards by AMD.',
    sources: [gitHub('todxx/teamredminer')],
  },
  bzminer: { why: 'Graphics cards, many coins.', sources: [gitHub('bzminer/bzminer')] },
  srbminer: {
    why: 'Processors and graphics cards; often brought by intruders.',
    sources: [gitHub('doktor83/SRBMiner-Multi')],
  },
  cpuminer: {
    why: 'Processors, many coins; minerd is the program of the oldest one.',
    sources: ['JayDDee/cpuminer-opt', 'pooler/cpuminer', 'tpruvot/cpuminer-multi'].map(gitHub),
  },
  ccminer: {
    why: 'Graphics cards by NVIDIA, and VerusHash on processors.',
    sources: ['tpruvot/ccminer', 'KlausT/ccminer', 'monkins1010/ccminer'].map(gitHub),
  },
  claymore: {
    why: 'Ethash on graphics cards, no longer developed, still handed out. The first name alone is a sword and a series.',
    sources: ['Claymore-Dual/Claymore-Dual-Miner', 'nanopool/Claymore-Dual-Miner'].map(gitHub),
  },
  ethminer: { why: 'Ethash on graphics cards.', sources: [gitHub('ethereum-mining/ethminer')] },
  rigel: {
    why: 'Graphics cards by NVIDIA. The name alone is a star, so only whole release names count.',
    sources: [gitHub('rigelminer/rigel')],
  },
  onezerominer: {
    why: 'Graphics cards by NVIDIA.',
    sources: [gitHub('OneZeroMiner/onezerominer')],
  },
  wildrig: { why: 'Graphics cards, many coins.', sources: [gitHub('andru-kun/wildrig-multi')] },
  nanominer: {
    why: 'Processors and graphics cards, by a pool.',
    sources: [gitHub('nanopool/nanominer')],
  },
  miniz: {
    why: 'Equihash on graphics cards. A library for zip files has the same name, so only whole release names count.',
    sources: [gitHub('miniZ-miner/miniZ')],
  },
  cryptodredge: {
    why: 'Graphics cards by NVIDIA.',
    sources: [gitHub('technobyl/CryptoDredge')],
  },
  'xmr-stak': {
    why: 'RandomX and older CryptoNight on processors and graphics cards; no longer developed, still handed out.',
    sources: [gitHub('fireice-uk/xmr-stak')],
  },
  kawpowminer: {
    why: 'KawPow on graphics cards.',
    sources: [gitHub('RavenCommunity/kawpowminer')],
  },
  ewbf: { why: 'Equihash on graphics cards.', sources: [gitHub('nanopool/ewbf-miner')] },
  'z-enemy': { why: 'Graphics cards by NVIDIA.', sources: [gitHub('z-enemy/z-enemy')] },
  bminer: {
    why: 'Graphics cards, many coins.',
    sources: ['https://www.bminer.me/releases/', 'https://www.bminercontent.com/releases/'],
  },
  cgminer: {
    why: 'Drives mining hardware, and in old versions graphics cards.',
    sources: [gitHub('ckolivas/cgminer')],
  },
  bfgminer: {
    why: 'Drives mining hardware, and graphics cards.',
    sources: [gitHub('luke-jr/bfgminer'), 'https://bfgminer.org/files/latest/'],
  },
  minergate: {
    why: 'Mines at its own pool with a click; often brought by intruders.',
    sources: ['https://minergate.com/download/xfast-ubuntu-cli'],
  },
  'awesome-miner': {
    why: 'Starts and watches miners of others on many machines.',
    sources: ['https://www.awesomeminer.com/download/setup/AwesomeMiner.msi'],
  },
  kryptex: {
    why: 'Pays for the computing power of a machine. Its place is the one that a public script of installation names.',
    sources: ['https://www.kryptex.com/'],
  },
  multiminer: {
    why: 'Starts cgminer and others by a window.',
    sources: ['https://github.com/nwoolls/MultiMiner'],
  },
  cudominer: {
    why: 'Sells the computing power of a machine.',
    sources: ['https://www.cudominer.com/'],
  },
  honeyminer: {
    why: 'Mined with a click and paid in Bitcoin; ended, still handed out.',
    sources: ['https://honeyminer.com/'],
  },
  betterhash: {
    why: 'Mines with a click what pays best.',
    sources: ['https://www.betterhash.net/'],
  },
  unmineable: {
    why: 'Mines with a click and pays in another coin.',
    sources: ['https://unmineable.com/'],
  },
};
