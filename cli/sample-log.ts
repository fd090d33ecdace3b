// A log as a company's browser could hold it after some weeks, always the same: for screenshots, for the tests of our own pages and for
// measuring. Every incident is of a kind that the detectors make, in their own words; the sites do not exist.
import { INCIDENT_SCHEMA_VERSION, type Incident } from '../core/incident/incident.ts';

type Evidence = Incident['evidence'][number];
type Kind = Pick<Incident, 'category' | 'response' | 'action' | 'family' | 'hosts' | 'module'> & {
  readonly level: Incident['verdict']['level'];
  readonly evidence: readonly Evidence[];
  readonly steps: readonly string[];
  readonly sites: readonly string[];
  readonly title: string;
  /** Threads that computed; 0 where nothing ran. */
  readonly threads: number;
};

const DAY_MS = 86_400_000;

const evidence = (
  id: string,
  kind: Evidence['kind'],
  weight: number,
  sentence: string,
  facts: Evidence['facts'] = {},
): Evidence => ({
  ...{ id: `detect/${id}`, kind, weight, facts, sentence },
  trust: ['listed-host', 'miner-download'].includes(id) ? 'background' : 'page',
});

const cryptonight = {
  sha256: '8d5dc1d9cf1c1b1d2b9f6a8d4e0b6f0c7a1e5d3c2b4a69788796a5b4c3d2e1f0',
  sizeBytes: 318_204,
  kernelSharePercent: 88.4,
};

const REFUSED: Kind = {
  ...{ category: 'cryptojacking', response: 'block', level: 'confirmed', family: 'cryptonight' },
  action: 'The module was refused before it could run.',
  hosts: [],
  module: cryptonight,
  evidence: [
    evidence(
      'static-module',
      'artefact',
      96,
      'Cryptonight miner: AES tables, a scratchpad of 2 MiB and the Keccak constants in one module of 318 kB.',
      { ...cryptonight, family: 'cryptonight' },
    ),
  ],
  steps: [],
  sites: ['films.example', 'stream-free.example', 'subtitles.example'],
  title: 'Watch films online',
  threads: 0,
};

const STOPPED: Kind = {
  ...{ category: 'cryptojacking', response: 'block', level: 'confirmed', family: null },
  action: '4 workers of the page were stopped.',
  hosts: ['ws.proxied.example:8443'],
  module: null,
  evidence: [
    evidence(
      'pool-dialogue',
      'network',
      70,
      'The page talked to ws.proxied.example:8443 as to a mining pool (sent:login, received:job, sent:submit).',
      { host: 'ws.proxied.example:8443', words: ['sent:login', 'received:job', 'sent:submit'] },
    ),
    evidence(
      'work',
      'work',
      25,
      '4 threads computed without pause for 12 s: 47 core-seconds of the last minute.',
      { threads: 4, coreSeconds: 47 },
    ),
  ],
  steps: [
    '4 threads and 1 socket told to stop',
    'Ended: 4 workers, 1 socket',
    'WebAssembly, workers and sockets of the site refused until the browser is closed',
  ],
  sites: ['recipes.example', 'lyrics.example'],
  title: 'Quick dinners for two',
  threads: 4,
};

const LISTED: Kind = {
  ...{
    category: 'cryptojacking',
    response: 'block',
    level: 'confirmed',
    family: null,
    module: null,
  },
  action: 'The request was blocked before it left the browser.',
  hosts: ['cdn.coin-script.example'],
  evidence: [
    evidence(
      'listed-host',
      'host',
      90,
      'The page asked for cdn.coin-script.example, a known host of mining scripts.',
      {
        host: 'cdn.coin-script.example',
        resourceType: 'script',
        sources: ['NoCoin', 'MinerBlock'],
      },
    ),
  ],
  steps: [],
  sites: ['forum.example', 'mods.example', 'xn--bcher-kva.example'],
  title: 'Forum: all about tents',
  threads: 0,
};

const POOL: Kind = {
  ...{ category: 'deliberate-mining', response: 'observe', level: 'confirmed', family: null },
  action: 'The request was let through: this category is only monitored.',
  hosts: ['pool.monero-miners.example'],
  module: null,
  evidence: [
    evidence(
      'listed-host',
      'host',
      90,
      'The page asked for pool.monero-miners.example, a known mining pool or mining service.',
      { host: 'pool.monero-miners.example', resourceType: 'main_frame' },
    ),
  ],
  steps: [],
  sites: ['pool.monero-miners.example'],
  title: 'Pool statistics',
  threads: 0,
};

const DOWNLOAD: Kind = {
  ...{ category: 'deliberate-mining', response: 'block', level: 'confirmed', family: 'xmrig' },
  action: 'The download was ended, and nothing of it is on the disk.',
  hosts: ['github.com'],
  module: null,
  evidence: [
    evidence(
      'miner-download',
      'host',
      95,
      'The miner XMRig was downloaded from its own release page.',
      { family: 'xmrig', fileName: 'xmrig-6.22.0-msvc-win64.zip', host: 'github.com' },
    ),
  ],
  steps: ['The download was cancelled', 'It was taken off the list of downloads'],
  sites: ['github.com'],
  title: '',
  threads: 0,
};

const OBSERVED: Kind = {
  ...STOPPED,
  ...{ response: 'observe', action: 'Nothing was blocked: Assay only monitors here.', steps: [] },
  hosts: ['wss.pool-relay.example'],
  sites: ['wallpapers.example'],
  title: 'Free wallpapers',
  threads: 6,
};

const SUSPECTED: Kind = {
  ...DOWNLOAD,
  ...{ response: 'observe', level: 'suspected', family: 'nbminer', hosts: ['files.example'] },
  action: 'The download was let through: downloads of miners are only monitored.',
  evidence: [
    evidence(
      'miner-download',
      'code',
      60,
      'A file with the name of a miner, NBMiner, was downloaded; nobody has read it.',
      { family: 'nbminer', fileName: 'NBMiner_42.3_Win.zip', host: 'files.example' },
    ),
  ],
  steps: [],
  sites: ['files.example'],
};

const KINDS = [
  REFUSED,
  LISTED,
  STOPPED,
  REFUSED,
  LISTED,
  POOL,
  LISTED,
  OBSERVED,
  DOWNLOAD,
  SUSPECTED,
];

/** Always the same figures: a linear congruence (Numerical Recipes), 0 to 1. */
function* figures(): Generator<number, never> {
  for (let state = 20_261_128; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

/**
 * Incidents of the last weeks, newest first.
 * @param count how many
 * @param nowMs ms since the epoch: the newest was seen some minutes before
 * @param days over how many days they are spread
 */
export function sampleLog(count: number, nowMs: number, days = 28): Incident[] {
  const random = figures();
  const next = (below: number): number => Math.floor(random.next().value * below);
  return Array.from({ length: count }, (_, index) => {
    const kind = KINDS[index % KINDS.length] ?? REFUSED;
    const age = ((index + random.next().value) / count) * days * DAY_MS;
    return incidentOf(kind, { index, at: Math.round(nowMs - 240_000 - age), next });
  });
}

interface Place {
  readonly index: number;
  /** When it was first seen, ms since the epoch. */
  readonly at: number;
  readonly next: (below: number) => number;
}

function incidentOf(kind: Kind, { index, at, next }: Place): Incident {
  const { level, steps, sites, title, threads, ...rest } = kind;
  const site = sites[index % sites.length] ?? '';
  const score = Math.min(
    100,
    rest.evidence.reduce((sum, { weight }) => sum + weight, 0),
  );
  const ranMs = threads > 0 ? 9_000 + next(6_000) : 0;
  const isStopped = kind.response === 'block';
  return {
    ...rest,
    schemaVersion: INCIDENT_SCHEMA_VERSION,
    id: `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`,
    firstSeenAt: at,
    lastSeenAt: at + next(180_000),
    count: 1 + (next(4) === 0 ? next(40) : 0),
    site,
    url: `https://${site}/page-${index % 7}`,
    title,
    frameUrl: index % 9 === 4 ? 'https://ads.example/frame' : '',
    verdict: {
      level,
      score,
      contributions: rest.evidence.map(({ id, weight }) => ({ id, points: weight })),
    },
    steps: steps.map((what, step) => ({ at: at + 400 + step * 250, what, outcome: 'done' })),
    cost: {
      observedCoreMs: threads * ranMs * (isStopped ? 1 : 30),
      avoidedCoreMs: isStopped && kind.family !== 'xmrig' ? (threads || 1) * next(600_000) : 0,
    },
    load: threads > 0 ? loadOf(threads, at, isStopped) : [],
    feedback: null,
    engineVersion: '0.4.0',
  };
}

/** Two seconds a point: it climbs, and falls where it was stopped. */
function loadOf(threads: number, at: number, isStopped: boolean): Incident['load'] {
  return Array.from({ length: 20 }, (_, point) => {
    const isBusy = point >= 3 && (!isStopped || point < 10);
    const percent = isBusy ? threads * 97 - (point % 3) * 4 : 2 + (point % 4);
    return [at - 16_000 + point * 2_000, percent] as const;
  });
}
