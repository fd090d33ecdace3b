// Zips six files and unzips them; the sizes and the digest of what came back are the result.
import { unzip, zip } from '/npm/fflate/esm/browser.js';

const names = ['one', 'two', 'three', 'four', 'five', 'six'];
const files = Object.fromEntries(
  names.map((name, at) => [`${name}.bin`, heavy.bytes(700_000, at)]),
);
const options = { level: 9, mtime: new Date(2024, 0, 1) };

const call = (method, ...args) =>
  new Promise((resolve, reject) => {
    method(...args, (error, result) => (error ? reject(error) : resolve(result)));
  });

heavy.run(() => async () => {
  const packed = await call(zip, files, { ...options });
  const back = await call(unzip, packed);
  const digests = await Promise.all(names.map((name) => heavy.digest(back[`${name}.bin`])));
  return `${packed.length} ${await heavy.digest(digests.join())}`;
});
