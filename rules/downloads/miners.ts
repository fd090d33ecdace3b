// Miner programs that people download, and where their authors hand them out. Data only. Why each stands here and who says
// so is in notes.ts; what must match and what must not is in cases.ts. Names are in lower case, words joined by `-`.
import type { MinerProgram } from '../../core/rules/download-match.ts';

/** Release pages of repositories on GitHub. */
function gitHub(...repositories: readonly string[]): string[] {
  return repositories.map((repository) => `github.com/${repository}/releases`);
}

export const miners: readonly MinerProgram[] = [
  {
    program: 'xmrig',
    title: 'XMRig',
    names: ['xmrig', 'xmrig-proxy', 'xmrig-cuda', 'xmrigcc', 'xmrigcc-miner-only'],
    places: gitHub(
      ...['xmrig/xmrig', 'xmrig/xmrig-proxy', 'xmrig/xmrig-cuda', 'moneroocean/xmrig'],
      'bendr0id/xmrigcc',
    ),
  },
  {
    program: 'nicehash',
    title: 'NiceHash Miner',
    names: [
      ...['nicehash-miner', 'nicehashminer', 'nhm-windows', 'nhqm', 'nicehash-quickminer'],
      ...['nicehash-quick-miner', 'nicehashquickminer', 'nicehashquickminerinstaller'],
    ],
    releases: [
      ...['excavator-b#', 'excavator-v#.#.#-win64', 'excavator-v#.#.#-nvidia-win64'],
      'excavator-v#.#.#-build#-win64',
    ],
    places: gitHub('nicehash/nicehashminer', 'nicehash/nicehashquickminer', 'nicehash/excavator'),
  },
  {
    program: 'phoenixminer',
    title: 'PhoenixMiner',
    names: ['phoenixminer', 'phoenix-miner'],
    places: [...gitHub('phoenix-miner/phoenixminer'), 'phoenixminer.info/downloads'],
  },
  {
    program: 'lolminer',
    title: 'lolMiner',
    names: ['lolminer'],
    places: gitHub('lolliedieb/lolminer-releases'),
  },
  {
    program: 't-rex',
    title: 'T-Rex',
    names: ['t-rex-miner', 'trex-miner', 'trexminer'],
    releases: [
      't-rex-0.#.#-win',
      't-rex-0.#.#-linux',
      't-rex-0.#.#-win-cuda#.#',
      't-rex-0.#.#-linux-cuda#.#',
    ],
    places: [...gitHub('trexminer/t-rex'), 'trex-miner.com/download'],
  },
  {
    program: 'gminer',
    title: 'GMiner',
    names: ['gminer'],
    places: gitHub('develsoftware/gminerrelease'),
  },
  {
    program: 'nbminer',
    title: 'NBMiner',
    names: ['nbminer'],
    places: gitHub('nebutech/nbminer'),
  },
  {
    program: 'teamredminer',
    title: 'TeamRedMiner',
    names: ['teamredminer'],
    places: gitHub('todxx/teamredminer'),
  },
  {
    program: 'bzminer',
    title: 'BzMiner',
    names: ['bzminer'],
    places: gitHub('bzminer/bzminer'),
  },
  {
    program: 'srbminer',
    title: 'SRBMiner',
    names: ['srbminer', 'srbminer-multi'],
    places: gitHub('doktor83/srbminer-multi'),
  },
  {
    program: 'cpuminer',
    title: 'cpuminer',
    names: ['cpuminer', 'cpuminer-opt', 'cpuminer-multi', 'pooler-cpuminer', 'minerd'],
    places: gitHub(
      ...['jayddee/cpuminer-opt', 'pooler/cpuminer', 'tpruvot/cpuminer-multi'],
      'rplant8/cpuminer-opt-rplant',
    ),
  },
  {
    program: 'ccminer',
    title: 'ccminer',
    names: ['ccminer'],
    places: gitHub('tpruvot/ccminer', 'klaust/ccminer', 'monkins1010/ccminer'),
  },
  {
    program: 'claymore',
    title: "Claymore's miner",
    names: [
      ...['claymore-dual-miner', 'claymore-miner', 'claymore-s-dual-ethereum', 'ethdcrminer64'],
      'claymore-s-dual-ethereum-decred-siacoin-lbry-pascal',
    ],
    places: gitHub('claymore-dual/claymore-dual-miner', 'nanopool/claymore-dual-miner'),
  },
  {
    program: 'ethminer',
    title: 'ethminer',
    names: ['ethminer'],
    places: gitHub('ethereum-mining/ethminer'),
  },
  {
    program: 'rigel',
    title: 'Rigel',
    names: ['rigel-miner', 'rigelminer'],
    releases: ['rigel-#.#.#-win', 'rigel-#.#.#-linux'],
    places: gitHub('rigelminer/rigel'),
  },
  {
    program: 'onezerominer',
    title: 'OneZeroMiner',
    names: ['onezerominer'],
    places: gitHub('onezerominer/onezerominer'),
  },
  {
    program: 'wildrig',
    title: 'WildRig Multi',
    names: ['wildrig', 'wildrig-multi'],
    places: gitHub('andru-kun/wildrig-multi'),
  },
  {
    program: 'nanominer',
    title: 'nanominer',
    names: ['nanominer'],
    places: gitHub('nanopool/nanominer'),
  },
  {
    program: 'miniz',
    title: 'miniZ',
    names: ['miniz-miner'],
    releases: ['miniz-v#.#-win-x64', 'miniz-v#.#-linux-x64'],
    places: gitHub('miniz-miner/miniz'),
  },
  {
    program: 'cryptodredge',
    title: 'CryptoDredge',
    names: ['cryptodredge'],
    places: gitHub('technobyl/cryptodredge'),
  },
  {
    program: 'xmr-stak',
    title: 'xmr-stak',
    names: ['xmr-stak', 'xmr-stak-rx'],
    places: gitHub('fireice-uk/xmr-stak'),
  },
  {
    program: 'kawpowminer',
    title: 'kawpowminer',
    names: ['kawpowminer'],
    places: gitHub('ravencommunity/kawpowminer', 'nanopool/kawpowminer'),
  },
  {
    program: 'ewbf',
    title: 'EWBF',
    names: ['ewbf-miner', 'zec-miner'],
    places: gitHub('nanopool/ewbf-miner'),
  },
  {
    program: 'z-enemy',
    title: 'z-enemy',
    names: ['z-enemy'],
    places: gitHub('z-enemy/z-enemy'),
  },
  {
    program: 'bminer',
    title: 'Bminer',
    names: ['bminer', 'bminer-lite'],
    places: ['bminercontent.com/releases'],
  },
  {
    program: 'cgminer',
    title: 'cgminer',
    names: ['cgminer'],
    places: [...gitHub('ckolivas/cgminer'), 'ck.kolivas.org/apps/cgminer'],
  },
  {
    program: 'bfgminer',
    title: 'BFGMiner',
    names: ['bfgminer'],
    places: [...gitHub('luke-jr/bfgminer'), 'bfgminer.org/files'],
  },
  {
    program: 'minergate',
    title: 'MinerGate',
    names: ['minergate', 'minergate-xfast', 'minergate-xfast-cli', 'minergate-xfast-gui'],
    places: ['minergate.com/download'],
  },
  {
    program: 'awesome-miner',
    title: 'Awesome Miner',
    names: ['awesomeminer', 'awesome-miner'],
    places: ['awesomeminer.com/download/setup'],
  },
  {
    program: 'kryptex',
    title: 'Kryptex',
    names: ['kryptex'],
    places: ['9a7f6a3c-8431-438c-89d9-90924a59e618.akamaized.net/installer'],
  },
  // Known by name only: where their authors hand them out could not be proved.
  { program: 'multiminer', title: 'MultiMiner', names: ['multiminer'], places: [] },
  { program: 'cudominer', title: 'Cudo Miner', names: ['cudominer', 'cudo-miner'], places: [] },
  { program: 'honeyminer', title: 'Honeyminer', names: ['honeyminer'], places: [] },
  { program: 'betterhash', title: 'BetterHash', names: ['betterhash'], places: [] },
  {
    program: 'unmineable',
    title: 'unMineable Miner',
    names: ['unmineable', 'unmineable-miner'],
    places: [],
  },
];
