// Lets two thousand points find their places; the spread of the network is the result.
importScripts(
  '/site/heavy.js',
  '/npm/d3-dispatch/dist/d3-dispatch.min.js',
  '/npm/d3-quadtree/dist/d3-quadtree.min.js',
  '/npm/d3-timer/dist/d3-timer.min.js',
  '/npm/d3-force/dist/d3-force.min.js',
);

function arrange() {
  const next = heavy.random(31);
  const people = Array.from({ length: 2_000 }, (_, id) => ({ id }));
  const links = people.slice(1).map(({ id }) => ({ source: Math.floor(next() * id), target: id }));
  const forces = d3
    .forceSimulation(people)
    .force('charge', d3.forceManyBody())
    .force('link', d3.forceLink(links))
    .force('center', d3.forceCenter())
    .stop();
  forces.tick(25);
  return people.reduce((sum, { x, y }) => sum + Math.hypot(x, y), 0) / people.length;
}

heavy.serve(() => () => `spread ${arrange().toFixed(1)}`);
