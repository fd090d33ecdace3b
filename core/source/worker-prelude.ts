// The text that is put in front of a worker's own script when the browser lets its response be changed. It keeps what the
// script can observe of itself: strictness and line numbers. It knows neither the guard nor the browser. Pure.
import { saysStrict } from './strict-directive.ts';

/** So much of a script is looked at for its directive, in bytes. */
export const HEAD_BYTES = 16_384;

/**
 * Every name that the guard reads when it starts, as text. Functions that a script declares are there before its first
 * line, so one of these could be the page's own; a test compares the list with the built guard.
 */
export const GUARD_NAMES: readonly string[] = (
  'Array ArrayBuffer Atomics Blob BroadcastChannel DataView Date Error ErrorEvent Event EventSource EventTarget ' +
  'Float64Array Function Headers JSON Map Math MessageChannel MessageEvent MessagePort Number Object Performance ' +
  'Promise Proxy RangeError ReadableStream ReadableStreamDefaultReader Reflect RegExp Request Response Set ' +
  'SharedArrayBuffer String Symbol TypeError URL Uint16Array Uint8Array WeakMap WeakRef WeakSet WebAssembly WebSocket ' +
  'Worker WritableStream WritableStreamDefaultWriter XMLHttpRequest addEventListener atob encodeURIComponent fetch ' +
  'importScripts parseInt performance postMessage setInterval setTimeout structuredClone unescape'
).split(' ');

/** Says of each name whether it is still the platform's; `typeof` throws for what the script declares by let or class. */
const ALL_NATIVE = `[${GUARD_NAMES.map((name) => `typeof ${name}=="undefined"?void 0:${name}`).join()}].every((f,i)=>f===g[n[i]]&&(typeof f!="function"||/\\{\\s*\\[native code\\]\\s*\\}$/.test((()=>{}).toString.call(f))))`;

/**
 * The guard as the first statement of a script. Where the script has taken one of its names it does not start, and the
 * script runs as it would without us.
 * @param guard the guard as an expression: one function, without a line break
 * @param boot what it is called with
 * @param head beginning of the script's own text
 */
export function workerPrelude(guard: string, boot: object, head: string): string {
  const strict = saysStrict(head) ? '"use strict";' : '';
  const names = JSON.stringify(GUARD_NAMES.join(' '));
  const start = `((g,n)=>${ALL_NATIVE})(globalThis,${names}.split(" "))&&(${guard})(${JSON.stringify(boot)})`;
  return `${strict}try{${start}}catch{}${isHashbang(head) ? '//' : ''}`;
}

/** `#!` is a comment in the first two characters of a script and an error everywhere else. */
function isHashbang(head: string): boolean {
  return head.startsWith('#!');
}
