// Finds the shaders that a script carries as strings, by words that every program of a graphics processor has. Knows
// quotes only, not the language: what it cuts out may be too long, never too short by more than an escape.

const MARK = /@workgroup_size|gl_FragColor|gl_Position|#version 300 es|@compute/g;
const QUOTES = ['`', '"', "'"] as const;
/** A page's author wrote what is read here: more shaders, or longer ones, are not looked at. */
const MOST_SHADERS = 64;
const MOST_CHARS = 1 << 18;

/** The string literals of `text` that hold a shader, each once, in order. */
export function embeddedShaders(text: string): string[] {
  const found: string[] = [];
  let end = 0;
  for (const { index } of text.matchAll(MARK)) {
    if (index < end) continue;
    const near = text.slice(Math.max(end, index - MOST_CHARS), index);
    const start = Math.max(...QUOTES.map((quote) => near.lastIndexOf(quote)));
    if (start < 0) continue;
    const rest = text.slice(index, index + MOST_CHARS);
    const length = rest.indexOf(near.charAt(start));
    end = index + (length < 0 ? rest.length : length);
    found.push(near.slice(start + 1) + text.slice(index, end));
    if (found.length === MOST_SHADERS) break;
  }
  return found;
}
