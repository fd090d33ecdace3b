// The small parts that sections share: the mark of a severity, bars, tables and lists. Bars are SVG, because printers leave out
// grounds but never shapes. Numbers only; text goes through `html`.
import type { Severity } from '../severity.ts';
import { html, type Html, type Part } from './html.ts';

const SEVERITY_NAMES: Readonly<Record<Severity, string>> = {
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  informational: 'Info',
};

/** Word and shape, never a colour alone. */
export function severityMark(severity: Severity): Html {
  return html`<span class="mark ${severity}">${SEVERITY_NAMES[severity]}</span>`;
}

/** A share of a whole. @param share 0 to 1 */
export function bar(share: number, kind: string): Html {
  const width = Math.round(Math.min(1, Math.max(0, share)) * 1_000) / 10;
  return html`<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" width="100" height="6" />
    <rect class="${kind}" width="${width}" height="6" />
  </svg>`;
}

/** A section with its heading; the id is ours. */
export function section(id: string, title: string, body: Part): Html {
  return html` <section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${body}
  </section>`;
}

/** One column of a table: its head, and whether it holds numbers. */
export type Column = readonly [title: string, kind?: 'number' | 'text'];

/** A table whose cells name their column, so that a narrow screen can show each row as a block. */
export function table(caption: string, columns: readonly Column[], rows: readonly Part[][]): Html {
  const heads = columns.map(
    ([title, kind]) => html`<th scope="col" class="${kind ?? 'text'}">${title}</th>`,
  );
  const lines = rows.map(
    (cells) =>
      html` <tr>
        ${cells.map((cell, at) => cellOf(cell, columns[at] ?? ['']))}
      </tr>`,
  );
  return html` <table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${heads}
      </tr>
    </thead>
    <tbody>
      ${lines}
    </tbody>
  </table>`;
}

/** Stands in a cell that holds nothing; narrow screens leave it out. */
export const NOTHING = '–';

function cellOf(cell: Part, [title, column = 'text']: Column): Html {
  const kind = cell === NOTHING ? `${column} nothing` : column;
  return html`<td class="${kind}" data-label="${title}">${cell}</td>`;
}

export function bullets(items: readonly Part[]): Html {
  return html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;
}

/** Names and what belongs to them; pairs without a value are left out. */
export function pairs(entries: readonly (readonly [name: string, value: Part])[]): Html {
  const known = entries.filter(([, value]) => value !== null && value !== '' && value !== false);
  return html`<dl>
    ${known.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
