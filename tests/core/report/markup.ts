// The report as a strict reader sees it: all its elements with their attributes, and the text of parts of it. It throws on
// anything that is not well-formed.
import { DOMParser, type Document, type Element } from '@xmldom/xmldom';

export function parseReport(report: string): Document {
  return new DOMParser({
    onError: (level, message) => {
      // The mark that we leave for hidden characters.
      if (message.startsWith('Unicode replacement character')) return;
      throw new Error(`${level}: ${message}`);
    },
  }).parseFromString(report, 'text/xml');
}

export function elementsOf(document: Document): readonly Element[] {
  return Array.from(document.getElementsByTagName('*'));
}

/** Each kind of element with each of its attributes, and their values where a page could do something with them. */
export function shapeOf(document: Document): ReadonlySet<string> {
  const shapes = elementsOf(document).flatMap((element) => [
    element.tagName,
    ...Array.from(element.attributes).map(
      ({ name, value }) => `${element.tagName} ${name}${GEOMETRY.has(name) ? '' : `=${value}`}`,
    ),
  ]);
  return new Set(shapes);
}

/** Numbers of the drawing; a test of its own looks at them. */
const GEOMETRY = new Set(['x', 'y', 'width', 'height', 'viewBox', 'd']);

/** The text of the section with this id, in one line. */
export function textOf(document: Document, id: string): string {
  const section = elementsOf(document).find((one) => one.getAttribute('id') === id);
  return (section?.textContent ?? '').replace(/\s+/g, ' ').trim();
}
