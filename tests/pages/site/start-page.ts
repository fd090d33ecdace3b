// The demo's start page: all cases with what Assay is expected to do, each with a link. It only shows; the expectations
// come from the case files.
import { type DetectorId } from '../page-case.ts';
import { pageGroups, type PageEntry, type PageGroup } from '../cases.ts';

const groupTitles: Readonly<Record<PageGroup, string>> = {
  miner: 'Miners: each must be stopped',
  benign: 'Honest pages: each must work as without Assay',
  evasion: 'Miners that hide: what gives them away',
};

const evidenceWords: Readonly<Record<DetectorId, string>> = {
  'detect/static-module': 'the code of its module',
  'detect/static-source': 'the text of its script or shader',
  'detect/dark-code': 'the code of its worker, fetched again',
  'detect/dark-load': 'the load of the machine',
  'detect/work': 'its busy threads',
  'detect/gpu-work': 'its use of the graphics processor',
  'detect/jit-stream': 'its stream of new modules',
  'detect/pool-dialogue': 'its talk with a pool',
  'detect/pool-rhythm': 'the rhythm of its talk',
  'detect/listed-host': 'the list of mining hosts',
};

/** The whole page as HTML; `urlOf` gives the address of a case. */
export function startPageHtml(
  cases: readonly PageEntry[],
  urlOf: (page: PageEntry) => string,
): string {
  const sections = pageGroups.map((group) => sectionHtml(group, cases, urlOf)).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Assay demo site</title>
<link rel="stylesheet" href="/site/demo.css">
</head>
<body>
<main class="wide">
<h1>Assay demo site</h1>
<p>Every page here runs real WebAssembly on this computer only. The mining pool is a fake on the same port;
nothing is mined. Open a page with Assay installed and see the incident log.
Pages of listed hosts need a browser that maps their names to this computer, as <code>npm start</code> does.</p>
${sections}
</main>
</body>
</html>
`;
}

function sectionHtml(
  group: PageGroup,
  cases: readonly PageEntry[],
  urlOf: (page: PageEntry) => string,
): string {
  const rows = cases
    .filter((page) => page.group === group)
    .map((page) => rowHtml(page, urlOf(page)))
    .join('\n');
  return `<h2>${groupTitles[group]}</h2>
<table>
<thead><tr><th scope="col">Page</th><th scope="col">What it does</th><th scope="col">Expected</th></tr></thead>
<tbody>
${rows}
</tbody>
</table>`;
}

function rowHtml(page: PageEntry, url: string): string {
  const name = page.id.slice(page.group.length + 1);
  return `<tr><td><a href="${escapeHtml(url)}">${escapeHtml(name)}</a></td><td>${escapeHtml(page.title)}</td><td>${escapeHtml(expectationText(page))}</td></tr>`;
}

function expectationText({ expect, gap }: PageEntry): string {
  if (gap !== undefined) return `Known gap: ${gap}`;
  if (!expect.incident) {
    return expect.level === 'clear' ? 'No incident, same result.' : 'No incident; may be watched.';
  }
  const evidence = expect.evidence.map((id) => evidenceWords[id]).join(' and ');
  if (expect.category === 'deliberate-mining') return 'Recorded, not stopped.';
  const when =
    expect.hashes === 'none' ? 'before its first hash' : `within ${expect.longestMs / 1000} s`;
  return `Stopped ${when}, by ${evidence}.`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
