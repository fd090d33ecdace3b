// For analysts: the modules by their hashes, who spoke, and what MITRE ATT&CK calls it.
import { plainText } from '../plain-text.ts';
import { ATTACK_VERSION, SUB_TECHNIQUE, TACTIC, TECHNIQUE } from '../attack-technique.ts';
import type { Figures } from './findings.ts';
import { html, type Html } from './html.ts';
import { section, table } from './marks.ts';
import { siteName, some, type Words } from './words.ts';

const MAX_MODULES = 100;
const MAX_DETECTORS = 50;
const MAX_SITES = 3;

export function appendix(figures: Figures, words: Words): Html {
  return section('appendix', 'Appendix', [
    html`<h3>MITRE ATT&amp;CK</h3>
      <p>
        All findings are mapped to ${SUB_TECHNIQUE.uid} (${TECHNIQUE.name}: ${SUB_TECHNIQUE.name}),
        tactic ${TACTIC.uid} (${TACTIC.name}), of ATT&amp;CK ${ATTACK_VERSION}. Mining on purpose
        has the same technique, although nobody attacks.
      </p>`,
    modules(figures, words),
    detectors(figures, words),
  ]);
}

interface ModuleRow {
  readonly sizeBytes: number;
  readonly family: string;
  times: number;
  readonly sites: Set<string>;
}

function modules({ findings }: Figures, words: Words): Html | null {
  const byHash = new Map<string, ModuleRow>();
  for (const { incident } of findings) {
    if (!incident.module?.sha256) continue;
    const { sha256, sizeBytes } = incident.module;
    const family = plainText(incident.family ?? '', 40) || '–';
    const row = byHash.get(sha256) ?? { sizeBytes, family, times: 0, sites: new Set<string>() };
    row.times += 1;
    row.sites.add(siteName(incident.site));
    byHash.set(sha256, row);
  }
  if (byHash.size === 0) return null;
  const rows = [...byHash].sort(([, a], [, b]) => b.times - a.times);
  const rest = rows.length - MAX_MODULES;
  return html`<h3>Modules</h3>
    ${table(
      'WebAssembly modules that were judged',
      [['SHA-256'], ['Family'], ['Bytes', 'number'], ['Incidents', 'number'], ['Sites']],
      rows
        .slice(0, MAX_MODULES)
        .map(([sha256, row]) => [
          html`<code>${sha256}</code>`,
          row.family,
          words.number(row.sizeBytes),
          words.number(row.times),
          some([...row.sites], MAX_SITES, words),
        ]),
    )}
    ${rest > 0 && html`<p class="more">${words.count(rest, 'more module')}: see the exports.</p>`}`;
}

function detectors({ findings }: Figures, words: Words): Html | null {
  const times = new Map<string, number>();
  for (const { incident } of findings)
    for (const id of new Set(incident.evidence.map((one) => one.id)))
      times.set(id, (times.get(id) ?? 0) + 1);
  if (times.size === 0) return null;
  const rows = [...times].sort(([, a], [, b]) => b - a).slice(0, MAX_DETECTORS);
  return html`<h3>Who spoke</h3>
    ${table(
      'Detectors and rules, and in how many incidents',
      [['Detector or rule'], ['Incidents', 'number'], ['ATT&CK']],
      rows.map(([id, count]) => [
        html`<code>${plainText(id, 80)}</code>`,
        words.number(count),
        SUB_TECHNIQUE.uid,
      ]),
    )}`;
}
