// Draws a graph of 150 nodes; the size of the drawing is the result.
import '/site/heavy.js';
import { instance } from '/npm/@viz-js/viz/dist/viz.js';

const next = heavy.random(41);
const edges = Array.from(
  { length: 260 },
  () => `n${Math.floor(next() * 150)} -> n${Math.floor(next() * 150)}`,
);
const graph = `digraph { node [shape=box] ${edges.join('; ')} }`;

heavy.serve(async () => {
  const viz = await instance();
  return () => {
    const drawing = viz.renderString(graph, { format: 'svg' });
    return `${drawing.match(/<g /g).length} parts, ${/width="(\d+)pt"/.exec(drawing)[1]} wide`;
  };
});
