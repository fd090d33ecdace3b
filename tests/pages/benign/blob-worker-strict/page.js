// What a page may rely on with blob workers: the strict directive holds, the URL may be revoked in the same tick, and an
// error names its message and line.
function startWorker(lines) {
  const url = URL.createObjectURL(new Blob([lines.join('\n')], { type: 'text/javascript' }));
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  return worker;
}

const strict = startWorker([
  "'use strict';",
  'function self_of() { return this; }',
  "onmessage = (event) => postMessage([self_of() === undefined, location.protocol, event.data * 2].join(' '));",
]);
const failing = startWorker(["'use strict';", '', "throw new RangeError('on purpose');"]);

demoPage.run(async () => {
  const answer = new Promise((resolve) => (strict.onmessage = ({ data }) => resolve(data)));
  const failure = new Promise((resolve) => {
    failing.onerror = (event) => {
      event.preventDefault();
      resolve(`${event.message} at line ${event.lineno}`);
    };
  });
  strict.postMessage(21);
  return `${await answer}; ${await failure}`;
});
