// What must match and what must not, by name or by address. For tests only: no bundle may import this file.
import type { DownloadAsked } from '../../core/rules/download-match.ts';

/** A name alone, from a host that nobody knows. */
const named = (fileName: string): DownloadAsked => ({
  fileName,
  urls: ['https://files.example/get?id=7'],
  referrer: 'https://files.example/',
});

/** An address alone, before the browser has chosen a name; with a name when it has. */
const from = (url: string, fileName = '', referrer = ''): DownloadAsked => ({
  fileName,
  urls: [url],
  referrer,
});

const HUB = 'https://github.com';

/** Program -> names of its files. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  xmrig: [
    ...['xmrig-6.21.0-msvc-win64.zip', 'xmrig-6.21.0-linux-static-x64.tar.gz', 'xmrig'],
    ...['xmrig-6.21.0-gcc-win64 (1).zip', 'XMRig-6.22.2-mo1-win64.zip', 'xmrig.exe'],
    ...['xmrig-6.21.0-focal-x64.tar.gz', 'xmrig_6.16.4+dfsg-1_amd64.deb', 'xmrig-6.21.0'],
    ...['xmrig-6.21.0-macos-arm64.tar.gz', 'xmrig-6.21.0-freebsd-static-x64.tar.gz'],
    ...['xmrig-proxy-6.21.0-msvc-win64.zip', 'xmrig-cuda-6.21.0-cuda11_4-win64.zip'],
    ...['xmrig-v6.24.0-mo1-lin64-compat.tar.gz', 'xmrigCC-3.3.3-linux-generic-static-amd64.tar.gz'],
    'xmrigCC-miner_only-3.4.0-linux-dynamic-amd64.tar.gz',
  ],
  nicehash: [
    ...['nhm_windows_3.0.0.4.zip', 'nhm_windows_updater_3.1.1.1.exe', 'NHQM_v0.6.5.1.zip'],
    ...['NiceHashQuickMinerInstaller.exe', 'NiceHashQuickMiner_v0.9.2.3_sign.zip'],
    ...[
      'NiceHash_QuickMiner_v0.4.5.0_RC.zip',
      'excavator_b890.zip',
      'excavator_v1.7.1d_build880_Win64.zip',
      'excavator_v1.4.4a_NVIDIA_Win64.zip',
      'NiceHashMiner_v1.7.5.12.zip',
    ],
  ],
  phoenixminer: ['PhoenixMiner_6.2c_Windows.zip', 'PhoenixMiner_4.9c_Linux.zip'],
  lolminer: ['lolMiner_v1.97a_Win64.zip', 'lolMiner_v0981_Lin64.tar.gz'],
  't-rex': ['t-rex-0.26.8-win.zip', 't-rex-0.26.8-linux.tar.gz', 't-rex-0.19.9-win-cuda11.1.zip'],
  gminer: ['gminer_3_44_windows64.zip', 'gminer_2_51_linux64.tar.xz'],
  nbminer: ['NBMiner_42.3_Win.zip', 'NBMiner_42.3_Linux.tgz'],
  teamredminer: ['teamredminer-v0.10.21-win.zip', 'teamredminer-v0.10.21-linux.tgz'],
  bzminer: ['bzminer_v21.5.3_windows.zip', 'bzminer_v100.45_linux.tar.gz'],
  srbminer: ['SRBMiner-Multi-2-9-7-win64.zip', 'SRBMiner-Multi-0-8-0-Linux.tar.xz'],
  cpuminer: [
    ...['cpuminer-opt-3.22.0-x86_64-linux.tar.gz', 'cpuminer-opt-3.9.9.1-windows.zip'],
    ...[
      'pooler-cpuminer-2.5.1-win64.zip',
      'minerd.exe',
      'cpuminer-multi-rel1.3.1-x64.zip',
      'pooler-cpuminer-2.5.1-osx64.zip',
      'cpuminer-opt-win.zip',
      'cpuminer-aes-sse42.exe',
    ],
  ],
  ccminer: [
    ...['ccminer-x64-2.2.7z', 'ccminer-2.3.1-cuda10.7z', 'ccminer-820-cuda91-x64.zip'],
    'ccminer-3.8.6-windows-x64.zip',
  ],
  claymore: [
    'Claymore.s.Dual.Ethereum.AMD+NVIDIA.GPU.Miner.v15.0.-.LINUX.zip',
    "Claymore's Dual Ethereum AMD+NVIDIA GPU Miner v15.0 - Windows.zip",
    'Claymore.s.Dual.Ethereum.Decred_Siacoin_Lbry_Pascal.AMD.NVIDIA.GPU.Miner.v10.0.-.LINUX.tar.gz',
  ],
  ethminer: [
    'ethminer-0.18.0-cuda-8-windows-amd64.zip',
    'ethminer.exe',
    'ethminer-0.19.0-alpha.0-cuda-9-linux-x86_64.tar.gz',
    'ethminer-0.14.0.dev2-Windows.zip',
  ],
  rigel: ['rigel-1.22.2-linux.tar.gz', 'rigel-1.20.1-win.zip'],
  onezerominer: ['onezerominer-win64-1.3.4.zip', 'onezerominer-linux-1.7.4.tar.gz'],
  wildrig: ['wildrig-multi-windows-0.25.2.7z', 'wildrig-multi-windows-0.19.0-preview.7z'],
  nanominer: ['nanominer-windows-3.6.0-cuda11.zip', 'nanominer-linux-3.9.3.tar.gz'],
  miniz: ['miniZ_v2.5e3_linux-x64.tar.gz', 'miniZ_v2.4e_win-x64.zip'],
  cryptodredge: ['CryptoDredge_0.22.0_cuda_10.1_windows.zip'],
  'xmr-stak': [
    ...['xmr-stak-win64-2.10.8.7z', 'xmr-stak-rx-linux-1.0.5-cpu.tar.xz', 'xmr-stak.exe'],
    'xmr-stak-linux-2.10.8-cpu_cuda-nvidia.tar.xz',
  ],
  kawpowminer: [
    ...['kawpowminer-windows-1.2.4-opencl.zip', 'kawpowminer-ubuntu20-cuda11-1.2.4.tar.gz'],
  ],
  ewbf: ['Zec.miner.0.3.4b.zip', 'Zec.miner.0.3.4b.Linux.Bin.tar.gz'],
  'z-enemy': ['z-enemy-2.3-win-cuda10.1.zip'],
  bminer: ['bminer-lite-v10.5.0-74955e3-amd64.zip', 'bminer.exe'],
  cgminer: ['cgminer-4.2.2-windows.zip', 'cgminer.exe'],
  bfgminer: ['bfgminer-5.4.2-win64.zip'],
  minergate: ['MinerGate-xFast-cli-1.7-ubuntu.deb', 'minergate.exe'],
  'awesome-miner': ['AwesomeMiner.msi'],
  kryptex: ['kryptex-setup-4.41.1.exe', 'kryptex-setup-latest-v5.exe'],
  multiminer: ['MultiMiner-4.2.3.exe'],
  cudominer: ['cudo-miner-setup.exe'],
  honeyminer: ['Honeyminer-1.0.exe'],
  betterhash: ['BetterHash-setup.exe'],
  unmineable: ['unMineable-Miner-1.1.0.exe'],
};

/** Neither names nor addresses of miners, however near. */
const CLEAN_NAMES: readonly string[] = [
  // Documents, pictures, films, songs, sources and notes, whatever they are called.
  ...[
    'xmrig-analysis.pdf',
    'xmrig-6.21.0.pdf',
    'xmrig.conf.json',
    'xmrig-config.json',
    'xmrig.txt',
  ],
  ...['t-rex.jpg', 'T-Rex Skeleton.stl', 'claymore-anime.mp4', 'claymore-ost.flac', 'rigel.fits'],
  ...['nicehash-withdrawals-2026.csv', 'nicehash.pdf', 'gminer-review.docx', 'xmrig-6.21.0.sha256'],
  ...['xmrig-main.c', 'ethminer.patch', 'xmrig-6.21.0-msvc-win64.zip.sig', 'lolminer.html'],
  // Archives about miners, and other words behind the name.
  ...[
    'xmrig-analysis.zip',
    'xmrig-samples-report.7z',
    'xmrig-dashboard-1.2.0.zip',
    'xmrig-main.zip',
  ],
  ...['xmrig-source-6.21.0.tar.gz', 'xmrig-detection-rules.zip', 'how-to-remove-xmrig.zip'],
  ...['remove-xmrig-1.0.exe', 'cpuminer-paper-latex.zip', 'nicehash-api-client-1.0.zip'],
  // Parts of words.
  ...[
    'notxmrig-1.0.zip',
    'xmrigs-1.0.zip',
    'trigminer-1.0.zip',
    'minerdata-2026.zip',
    'pgminer-2.zip',
  ],
  ...['determinerd.exe', 'uniminer3d.zip', 'imgminer-1.0.zip'],
  // Names that mean something else: animals, stars, swords, a library, museums.
  ...[
    't-rex-game-1.0.zip',
    't-rex.zip',
    't-rex-1.0-win.zip',
    'trex-2.4.1-linux.tar.gz',
    't-rex.exe',
  ],
  ...['rigel-theme.zip', 'rigel.zip', 'rigel-2.0.apk', 'RigelEngine-1.4.0-win.zip', 'claymore.zip'],
  ...['claymore-01-26-complete.rar', 'claymore-font.zip', 'miniz-3.0.2.zip', 'phoenix-1.7.zip'],
  ...['nhm-2026.zip', 'excavator-simulator.zip', 'excavator.zip', 'gold-excavator-3d-1.2.apk'],
  ...[
    'zec-wallet-1.0.zip',
    'enemy-2.3-win.zip',
    'cudo-compute.zip',
    'honey-1.0.exe',
    'hash-better.zip',
  ],
  ...['kryptex-report.zip', 'subminer-1.0.zip', 'easyminer-2.4.zip', 'cgminer-api-client-1.0.zip'],
  // Games, data mining, wallets, drivers.
  ...[
    'Minecraft-1.21.jar',
    'minecraft-installer.exe',
    'deep-rock-miner-1.0-win64.zip',
    'miner.zip',
  ],
  ...['gold-miner.exe', 'text-miner-2.1.zip', 'rapidminer-studio-10-win64.exe', 'ProcessMiner.msi'],
  ...['monero-gui-win-x64-v0.18.3.4.zip', 'monero-win-x64-v0.18.3.4.zip', 'electrum-4.5.5.exe'],
  ...['bitcoin-27.0-win64-setup.exe', 'exodus-windows-x64-24.exe', 'geth-windows-amd64-1.14.exe'],
  ...['555.85-desktop-win10-win11-64bit-dch-whql.exe', 'cuda_12.4.0_551.61_windows.exe'],
  ...['amd-software-adrenalin-24.5.1.exe', 'SRBPolaris.zip', 'report.zip', 'wildring-1.0.zip'],
  // Names that look for a fault of ours.
  ...['', '.zip', '-.zip', '....', '(1).zip', 'constructor.zip', '__proto__', '%E0%A4%A.zip'],
];

const CLEAN_ADDRESSES: readonly DownloadAsked[] = [
  // Source code.
  from(`${HUB}/xmrig/xmrig/archive/refs/tags/v6.21.0.tar.gz`, 'xmrig-6.21.0.tar.gz'),
  from('https://codeload.github.com/xmrig/xmrig/zip/refs/heads/master', 'xmrig-master.zip'),
  from(`${HUB}/xmrig/xmrig/archive/refs/tags/v6.21.0.zip`),
  // Beside the programs of a release, and beside the releases.
  from(`${HUB}/xmrig/xmrig/releases/download/v6.21.0/SHA256SUMS`, 'SHA256SUMS'),
  from(`${HUB}/xmrig/xmrig/releases/download/v6.21.0/SHA256SUMS.sig`, 'SHA256SUMS.sig'),
  from(`${HUB}/xmrig/xmrig/raw/master/README.md`, 'README.md'),
  // Repositories that only look like it.
  from(`${HUB}/xmrig/xmrig-workers/releases/download/v1/workers.zip`, 'workers.zip'),
  from(`${HUB}/xmrig-tools/xmrig/releases/download/v1/tool.zip`, 'tool.zip'),
  from(`${HUB}/richgel999/miniz/releases/download/3.0.2/miniz-3.0.2.zip`, 'miniz-3.0.2.zip'),
  from('https://github.com.evil.example/xmrig/xmrig/releases/a.zip', 'a.zip'),
  from('https://files.example/?from=github.com/xmrig/xmrig/releases/a.zip', 'a.zip'),
  // Documents at an address that ends like a program, other programs that a release page links to.
  from('https://wiki.example/xmrig', 'xmrig.pdf'),
  from('https://papers.example/xmrig-6.21.0-msvc-win64.zip', 'paper.pdf'),
  from('https://downloads.getmonero.org/gui/a.zip', 'a.zip', `${HUB}/xmrig/xmrig/releases`),
  from('data:application/zip;base64,UEs=', 'a.zip'),
  from('not an address', 'a.zip'),
];

export const cases = {
  match: [
    ...Object.entries(NAMES).flatMap(([program, names]) =>
      names.map((name) => ({ program, isNamed: true, place: null, asked: named(name) })),
    ),
    {
      ...{ program: 'xmrig', isNamed: true, place: `${HUB}/xmrig/xmrig/releases` },
      asked: from(`${HUB}/xmrig/xmrig/releases/download/v6.21.0/xmrig-6.21.0-msvc-win64.zip`),
    },
    {
      ...{ program: 'xmrig', isNamed: true, place: `${HUB}/xmrig/xmrig/releases` },
      asked: from('https://cdn.example/f', 'xmrig.zip', `${HUB}/xmrig/xmrig/releases/tag/v6.21.0`),
    },
    {
      ...{ program: 't-rex', isNamed: false, place: `${HUB}/trexminer/t-rex/releases` },
      asked: from(`${HUB}/trexminer/T-Rex/releases/download/1/new-name.zip`, 'holiday.zip'),
    },
    {
      ...{ program: 'xmrig', isNamed: true, place: null },
      asked: from('https://files.example/xmrig-6.21.0-msvc-win64.zip?a=1', 'holiday.zip'),
    },
  ],
  clean: [...CLEAN_NAMES.map(named), ...CLEAN_ADDRESSES],
} as const;
