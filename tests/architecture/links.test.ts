// Every relative link and image in every Markdown file leads to something that exists, headings included, and so does
// every path of ours that stands as `code` in the prose. It knows only files: other sites are never fetched.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const NOT_OURS = new Set(['node_modules', '.git', '.output', '.wxt', 'out', 'coverage']);

const FENCES = /^(```|~~~)[^]*?^\1/gm;
const CODE = /`[^`\n]*`/g;
/** Paths from the root as code: `core/evidence/fuse.ts`; with a placeholder or a pattern only what stands before it. */
const OWN_PATH = /`((?:core|entrypoints|rules|cli|docs|tests)\/[^`\s]*)`/g;
const PLACEHOLDER = /[<{*].*$/;
const HTML_COMMENTS = /<!--[^]*?-->/g;
/** `[text](target)` and `![text](target "title")`; a text may hold another link, as a badge does. */
const INLINE = /\]\(\s*<?([^\s)>]+)>?(?:\s+["'][^"']*["'])?\s*\)/g;
const REFERENCE = /^\s{0,3}\[[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)/gm;
const ATTRIBUTE = /\s(?:src|href|srcset)="([^"]+)"/g;
const SCHEME = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

describe.each(markdownFiles(root))('%s', (file) => {
  const text = readFileSync(join(root, file), 'utf8');

  it('has only links that lead somewhere', () => {
    const broken = linksOf(text)
      .filter((link) => !SCHEME.test(link))
      .map((link) => problemOf(file, link))
      .filter((problem) => problem !== null);
    expect(broken, 'Correct the link, or add what it names.').toEqual([]);
  });

  it('names only files and folders of this house that exist', () => {
    const missing = pathsOf(text).filter((path) => !existsSync(join(root, path)));
    expect(missing, 'Name what is there now, or take the sentence out.').toEqual([]);
  });

  it('names no path of somebody’s machine', () => {
    expect(
      text.match(/(?<![\w.-])(?:\/home|\/Users|\/root|\/work|\/tmp)\/[\w./-]*/g) ?? [],
    ).toEqual([]);
  });
});

describe('the search for links', () => {
  it('finds the documents', () => {
    expect(markdownFiles(root)).toEqual(
      expect.arrayContaining(['README.md', join('docs', 'threat-model.md')]),
    );
  });

  it('sees each way to write one, and none in code', () => {
    const text = [
      '[a](one.md) ![b](two.png "title") [![c](three.svg)](<four.md>)',
      '<img src="five.png" alt=""> `[no](code.md)`',
      '[ref]: six.md',
      '```md\n[no](fence.md)\n```',
      '<!-- [no](comment.md) -->',
    ].join('\n');
    expect(linksOf(text).sort()).toEqual(
      ['one.md', 'two.png', 'three.svg', 'four.md', 'five.png', 'six.md'].sort(),
    );
  });

  it('sees paths as code, and of patterns the folder', () => {
    const text = '`core/engine.ts`, `tests/core/wasm/*.test.ts`, `detect/work`, core/x.ts';
    expect(pathsOf(text)).toEqual(['core/engine.ts', 'tests/core/wasm']);
  });

  it('reports a missing file, a missing heading, and a way out of the repository', () => {
    expect(problemOf('README.md', 'docs/no-such.md')).toContain('does not exist');
    expect(problemOf('README.md', '#no-such-heading')).toContain('no heading');
    expect(problemOf('README.md', 'docs/architecture.md#no-such-heading')).toContain('no heading');
    expect(problemOf('README.md', '../elsewhere.md')).toContain('outside');
    expect(problemOf('README.md', 'docs/architecture.md#the-hooks')).toBeNull();
  });
});

/** Paths below `folder`, relative to the root. */
function markdownFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : markdownFiles(path);
    return entry.isFile() && extname(entry.name) === '.md' ? [relative(root, path)] : [];
  });
}

function linksOf(text: string): string[] {
  const prose = text.replace(FENCES, '').replace(CODE, '').replace(HTML_COMMENTS, '');
  return [INLINE, REFERENCE, ATTRIBUTE].flatMap((form) =>
    [...prose.matchAll(form)].map(([, target = '']) => target),
  );
}

function pathsOf(text: string): string[] {
  return [...text.replace(FENCES, '').matchAll(OWN_PATH)].map(([, path = '']) =>
    PLACEHOLDER.test(path) ? dirname(path.replace(PLACEHOLDER, 'any')) : path,
  );
}

/** @returns what is wrong with a relative link of `file`, or null */
function problemOf(file: string, link: string): string | null {
  const [target = '', heading = ''] = link.split('#', 2).map(decodeURIComponent);
  const path = target === '' ? join(root, file) : join(root, dirname(file), target);
  if (relative(root, path).startsWith('..')) return `${link} leads outside of the repository`;
  if (!existsSync(path)) return `${link} does not exist`;
  if (heading === '' || statSync(path).isDirectory() || extname(path) !== '.md') return null;
  return headingsOf(readFileSync(path, 'utf8')).has(heading) ? null : `${link}: no heading of it`;
}

/** Anchors as the hosting sites make them: lower case, punctuation dropped, spaces to hyphens, repeats numbered. */
function headingsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, title = ''] of text.replace(FENCES, '').matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const plain = title.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = plain.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    let unique = anchor;
    for (let again = 1; anchors.has(unique); again++) unique = `${anchor}-${again}`;
    anchors.add(unique);
  }
  return anchors;
}
