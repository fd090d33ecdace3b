// Parses a JSON document of about a megabyte and walks the tree; the count of nodes is the result.
import '/site/heavy.js';
import { Language, Parser } from '/npm/web-tree-sitter/web-tree-sitter.js';

const words = heavy.text(60_000, 8).split(' ');
const rows = Array.from({ length: 8_000 }, (_, id) => ({
  id,
  name: words[id],
  tags: words.slice(id, id + 4),
}));
const document = JSON.stringify({ rows });

heavy.serve(async () => {
  await Parser.init({ locateFile: (name) => `/npm/web-tree-sitter/${name}` });
  const parser = new Parser();
  parser.setLanguage(await Language.load('/npm/tree-sitter-json/tree-sitter-json.wasm'));
  return () => {
    const tree = parser.parse(document);
    const { descendantCount, hasError } = tree.rootNode;
    const strings = tree.rootNode.descendantsOfType('string').length;
    tree.delete();
    return `${descendantCount} nodes, ${strings} strings, ${hasError ? 'with' : 'no'} errors`;
  };
});
