// Puts the figures of a run into docs/model-card.md, between its two marks, so that nobody copies numbers by hand.
const BEGIN = '<!-- figures: written by npm run eval -->';
const END = '<!-- end of figures -->';

/** The card with new figures. Throws when the marks are gone. */
export function cardWith(card: string, figures: string): string {
  const [before, rest] = card.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`docs/model-card.md has lost its marks: put back "${BEGIN}" and "${END}".`);
  return `${before}${BEGIN}\n\n${figures.trim()}\n\n${END}${after}`;
}
