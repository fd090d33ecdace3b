// The head of the report: what it is about, when and by what it was made, and what is in it.
import { plainText } from '../plain-text.ts';
import type { AssessmentContext } from './context.ts';
import type { Figures } from './findings.ts';
import { html, type Html } from './html.ts';
import { pairs } from './marks.ts';
import type { Words } from './words.ts';

const MAX_DEVICES = 12;
const MAX_SCOPE_CHARS = 300;

export const SECTIONS = [
  ['summary', 'Summary'],
  ['recommendations', 'Recommendations'],
  ['findings', 'Findings'],
  ['cost', 'What it cost'],
  ['in-force', 'What was in force'],
  ['incidents', 'All incidents'],
  ['coverage', 'Coverage and limits'],
  ['method', 'Method and words'],
  ['appendix', 'Appendix'],
] as const;

export function cover(figures: Figures, context: AssessmentContext, words: Words): Html {
  const { envelope, scope } = context;
  return html` <header>
    <p class="brand">${LOGO} Assay</p>
    <h1>Assessment: cryptocurrency mining in browsers</h1>
    ${pairs([
      ['Scope', plainText(scope, MAX_SCOPE_CHARS) || 'All incidents of the log'],
      ['Period', periodText(figures, context, words)],
      ['Devices', devicesText(figures, words)],
      ['Made', words.time(envelope.exportedAtMs)],
      ['Version', `Assay ${plainText(envelope.engineVersion, 20)}`],
    ])}
    <nav aria-label="Contents">
      <ol>
        ${SECTIONS.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}
      </ol>
    </nav>
  </header>`;
}

function periodText({ span }: Figures, { period }: AssessmentContext, words: Words): string {
  if (span === null) return 'The whole log, which is empty';
  const days = words.days(span.fromMs, span.toMs);
  return period === null ? `${days} (first to last incident)` : days;
}

function devicesText({ devices, findings }: Figures, words: Words): string {
  const { names, hasUnnamed } = devices;
  const unnamed = hasUnnamed || (names.length === 0 && findings.length === 0);
  if (names.length === 0) return 'One or more that have no name';
  const shown = names.slice(0, MAX_DEVICES).join(', ');
  const more =
    names.length > MAX_DEVICES ? ` and ${words.number(names.length - MAX_DEVICES)} more` : '';
  return `${words.count(names.length, 'device')}: ${shown}${more}${unnamed ? ', and devices without a name' : ''}`;
}

/** The crucible of the extension's icon. */
const LOGO = html`<svg class="logo" viewBox="0 0 128 128" width="28" height="28" aria-hidden="true">
  <rect width="128" height="128" rx="28" fill="#0b4f45" />
  <path
    d="M64 22 L103 102 H25 Z"
    fill="#f4f5f3"
    stroke="#f4f5f3"
    stroke-width="14"
    stroke-linejoin="round"
  />
  <path d="M64 44 L77 70 H51 Z" fill="#0b4f45" />
  <path d="M46.500 79 H81.500 L91 98 Q91.500 99 90 99 H38 Q36.500 99 37 98 Z" fill="#e9ae3a" />
</svg>`;
