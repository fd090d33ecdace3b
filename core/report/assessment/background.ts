// What a reader needs to weigh the findings: what was in force, what Assay cannot see, how it decides, and its words.
import { plainText } from '../plain-text.ts';
import type { AssessmentContext } from './context.ts';
import type { Figures } from './findings.ts';
import { html, type Html } from './html.ts';
import { bullets, pairs, section } from './marks.ts';
import type { Words } from './words.ts';

const MODES: Readonly<Record<string, string>> = {
  block: 'block: what is recognised as mining is stopped and logged',
  monitor: 'monitor: it is only logged, nothing is stopped',
};

export function inForceSection(
  { engineVersions }: Figures,
  { inForce }: AssessmentContext,
  words: Words,
): Html {
  const versions = engineVersions.length > 0 && words.list(engineVersions);
  const body =
    inForce === null
      ? html`<p>
            The exports do not say which policy was in force. The status page of Assay on each
            device does, with the SHA-256 of the policy to compare devices by.
          </p>
          ${versions && pairs([['Versions that judged', versions]])}`
      : pairs([
          ['Mode', modeText(inForce.mode)],
          ['Managed', inForce.isManaged === undefined ? null : managedText(inForce.isManaged)],
          ['Listed hosts', words.number(inForce.listedHosts)],
          ['Versions that judged', versions],
          ['Policy (SHA-256)', html`<code>${plainText(inForce.policyHash, 64)}</code>`],
          [
            'As of',
            'The time this report was made; earlier incidents may have met another policy.',
          ],
        ]);
  return section('in-force', 'What was in force', body);
}

function managedText(isManaged: boolean): string {
  return isManaged ? 'yes, by a policy of the company' : 'no: people can change all settings';
}

export function coverageSection(): Html {
  return section('coverage', 'Coverage and limits', [
    html`<p>
      Assay looks into web pages in the browsers where it is installed: the programs that pages
      load, their threads, their network connections and the graphics processor, and the names of
      downloads. This report covers only what it logged there. It cannot see:
    </p>`,
    bullets([
      'programs outside the browser, other browsers, and devices without Assay. A miner that is installed on a device is the work of endpoint protection.',
      'what is inside a downloaded file. A miner under another name, from a host that nobody knows, is not noticed.',
      'a miner that no rule knows, if it uses less than about eight core-seconds a minute, or shows nothing but work.',
      'some background threads (shared and service workers) before they run. What they load is examined again, and they are ended, but they may have mined for seconds.',
      'the first page that opens while a policy still installs Assay, tabs that were open before, the browser’s own pages, and private windows where Assay is not allowed.',
      'mining by people on other machines: a visit to a pool shows an interest, not where a machine computes.',
    ]),
    html`<p>
      “No finding” therefore means: nothing was recognised where Assay was looking. It is a good
      sign, not a proof.
    </p>`,
  ]);
}

export function methodSection(): Html {
  return section('method', 'Method and words', [
    html`<p>
      Each detector that sees something states what it saw and gives it points. From 50 points on a
      page is suspected, from 85 it is confirmed; a confirmation also needs a listed host, a
      recognised miner, or signs of two kinds of which one is measured work. One sign alone never
      stops a page. Severity adds what became of it; the section “Findings” gives its rules. The
      verdicts are those of the moment: nothing was judged anew for this report. Numbers that come
      from a page itself are claims; what the browser told the extension is measured.
    </p>`,
    html`<dl class="glossary">
      ${GLOSSARY.map(
        ([word, meaning]) =>
          html`<div>
            <dt>${word}</dt>
            <dd>${meaning}</dd>
          </div>`,
      )}
    </dl>`,
  ]);
}

const GLOSSARY: readonly (readonly [word: string, meaning: string])[] = [
  ['Cryptojacking', 'A web page uses a visitor’s computer to mine cryptocurrency without asking.'],
  ['Mining on purpose', 'A person mines, or prepares it: pools, mining services, miner programs.'],
  [
    'Incident',
    'One thing that happened on one site. The same thing within an hour is counted, not logged again.',
  ],
  ['Verdict', 'How sure Assay is: clear, suspected or confirmed, with 0 to 100 points.'],
  ['Evidence', 'What one detector saw, in a sentence, with its points.'],
  ['Response', 'What was done: blocked, warned or logged.'],
  ['Family', 'The kind of miner, such as cryptonight or randomx, or the name of a miner program.'],
  ['Pool', 'A server that hands out the work of mining and collects the results.'],
  ['Module', 'A WebAssembly program that a page loads. Its SHA-256 names it worldwide.'],
];

/** A name that is none of ours stays text: `valueOf` is a name of every object. */
function modeText(mode: string): string {
  return (Object.hasOwn(MODES, mode) && MODES[mode]) || plainText(mode, 40);
}
