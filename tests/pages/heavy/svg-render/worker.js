// Draws a chart of 400 bubbles with blur; the size and the digest of the PNG file are the result.
import '/site/heavy.js';
import { initWasm, Resvg } from '/npm/@resvg/resvg-wasm/index.mjs';

const next = heavy.random(71);
const bubble = () => {
  const [x, y, radius, hue] = [800, 600, 40, 360].map((limit) => Math.floor(next() * limit));
  return `<circle cx="${x}" cy="${y}" r="${radius + 5}" fill="hsl(${hue} 70% 50%)" opacity="0.5"/>`;
};
const chart = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600">
  <filter id="soft"><feGaussianBlur stdDeviation="3"/></filter>
  <g filter="url(#soft)">${Array.from({ length: 400 }, bubble).join('')}</g></svg>`;

heavy.serve(async () => {
  await initWasm(fetch('/npm/@resvg/resvg-wasm/index_bg.wasm'));
  return async () => {
    const drawing = new Resvg(chart);
    const picture = drawing.render();
    const file = picture.asPng();
    picture.free();
    drawing.free();
    return `${file.length} ${await heavy.digest(file)}`;
  };
});
