// A module worker that relies on its own address and on top-level await.
import '../../site/answer-wasm.js';
import { part } from './part.js';

const { late } = await import('./late.js');
const data = await (await fetch(new URL('data.json', import.meta.url))).json();
const { instance } = await WebAssembly.instantiate(globalThis.answerWasm);

postMessage({
  result: [
    `part ${part}`,
    `late ${late}`,
    `meta ${new URL(import.meta.url).pathname}`,
    `path ${self.location.pathname}`,
    `fetch ${data.word}`,
    `name ${self.name}`,
    `strict ${(function () {
      return this === undefined;
    })()}`,
    `importScripts ${(() => {
      try {
        importScripts('part.js');
        return 'ran';
      } catch (error) {
        return error.name;
      }
    })()}`,
    `wasm ${instance.exports.answer()}`,
  ].join(', '),
});
