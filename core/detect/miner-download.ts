// Speaks for downloads that are miners by their name or by where they came from. Nobody has read the file: a name is a claim
// that is only suspected; the place where the author hands the program out is not the claim of just anybody and confirms.
import type { Evidence } from '../evidence/evidence.ts';
import type { MinerDownloaded } from '../protocol/observation.ts';
import { defineDetector } from './define-detector.ts';

interface State {
  readonly download: MinerDownloaded | null;
}

const POINTS = { both: 95, place: 90, name: 60 } as const;

export default defineDetector<State>({
  id: 'detect/miner-download',
  title: 'A download of a miner program',
  consumes: ['miner-downloaded'],
  ceiling: POINTS.both,
  begin: () => ({ download: null }),
  step(state, observation) {
    if (observation.kind !== 'miner-downloaded') return state;
    return { download: observation };
  },
  judge({ download }) {
    if (!download || (!download.isNamed && download.place === null)) return null;
    const { program, fileName, host, place } = download;
    const claims = place === null ? 'name' : download.isNamed ? 'both' : 'place';
    return {
      id: this.id,
      kind: place === null ? 'code' : 'host',
      weight: POINTS[claims],
      trust: 'background',
      facts: {
        family: program,
        ...(fileName !== '' && { fileName }),
        ...(host !== '' && { host }),
        ...(place !== null && { url: place }),
      },
      sentence: sentenceOf(download),
    } satisfies Evidence;
  },
});

function sentenceOf({ title, isNamed, place }: MinerDownloaded): string {
  if (place === null)
    return `A file with the name of a miner, ${title}, was downloaded; nobody has read it.`;
  return isNamed
    ? `The miner ${title} was downloaded from its own release page.`
    : `A file was downloaded from the release page of a miner, ${title}.`;
}

const download = {
  kind: 'miner-downloaded',
  downloadId: 7,
  fileName: 'xmrig-6.21.0-msvc-win64.zip',
  host: 'github.com',
  referrerSite: 'github.com',
  program: 'xmrig',
  title: 'XMRig',
  isNamed: true,
  place: 'https://github.com/xmrig/xmrig/releases',
  state: 'in_progress',
} as const;

export const cases = {
  match: [
    { title: 'a release from its own page', observations: [download], points: 95 },
    {
      title: 'a renamed file from a release page',
      observations: [{ ...download, isNamed: false, fileName: 'holiday.zip' }],
      points: 90,
    },
    {
      title: 'the name of a miner, from a host that nobody knows',
      observations: [{ ...download, place: null, host: 'files.example' }],
      points: 60,
    },
  ],
  clean: [
    { title: 'nothing downloaded', observations: [] },
    {
      title: 'a file with neither name nor place of the program (near miss)',
      observations: [{ ...download, isNamed: false, place: null }],
    },
  ],
} as const;
