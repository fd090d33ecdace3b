// Takes a text apart into the JSON values in it: one document, one value a line, or documents one behind the other. A value
// begins at a line that begins with a bracket; a part that cannot be read is named by its line and costs nothing but itself.

/** With so many broken parts it is no export, and looking for more would only take time. */
const MAX_BROKEN = 10_000;

export type JsonPart =
  | { readonly line: number; readonly value: unknown }
  | { readonly line: number; readonly problem: string };

/** Lines are counted from 1. Takes time in proportion to the length of the text. */
export function* jsonValues(text: string): Generator<JsonPart> {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (body.trim() === '') return;
  const whole = parsed(body);
  if (whole) {
    yield { line: 1, value: whole.value };
    return;
  }
  let [line, broken] = [1, 0];
  for (const lines of documentsOf(body)) {
    for (const part of valuesOf(lines, line)) {
      yield part;
      if ('problem' in part) broken += 1;
    }
    line += lines.length;
    if (broken === MAX_BROKEN) {
      yield { line, problem: 'too much before it was not JSON; the rest was not read' };
      return;
    }
  }
}

/** Lines that belong together: the first is not indented and opens something, the others do not. */
function* documentsOf(text: string): Generator<readonly string[]> {
  let lines: string[] = [];
  for (const line of linesOf(text)) {
    if (lines.length > 0 && /^[[{]/.test(line)) {
      yield lines;
      lines = [];
    }
    lines.push(line);
  }
  yield lines;
}

function* linesOf(text: string): Generator<string> {
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    yield text.slice(start, end);
    start = end + 1;
  }
  yield text.slice(start);
}

/** The document as a whole; else what can be read of its lines, so that a torn one spoils no neighbour. */
function* valuesOf(lines: readonly string[], first: number): Generator<JsonPart> {
  const whole = parsed(lines.join('\n'));
  if (whole) {
    yield { line: first, value: whole.value };
    return;
  }
  const broken: number[] = [];
  for (const [at, text] of lines.entries()) {
    if (text.trim() === '') continue;
    const value = /^[[{]/.test(text) ? parsed(text) : null;
    if (value) yield { line: first + at, value: value.value };
    else broken.push(first + at);
  }
  const [from = first, to = from] = [broken[0], broken.at(-1)];
  if (broken.length > 0) yield { line: from, problem: problemOf(from, to) };
}

function problemOf(from: number, to: number): string {
  return from === to ? 'not JSON' : `not JSON up to line ${to}`;
}

function parsed(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}
