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
];
