// Packs a file and unpacks it again; the sizes and the digest of what came back are the result.
import '/site/heavy.js';
import SevenZip from '/npm/7z-wasm/7zz.es6.js';

heavy.serve(async () => {
  const zip = await SevenZip({ print() {}, printErr() {} });
  const original = heavy.bytes(2 * 1024 * 1024, 5);
  return async () => {
    zip.FS.writeFile('data.bin', original);
    zip.callMain(['a', '-mx=5', '-mmt=off', 'packed.7z', 'data.bin']);
    zip.FS.unlink('data.bin');
    zip.callMain(['x', 'packed.7z']);
    const back = zip.FS.readFile('data.bin');
    zip.FS.unlink('data.bin');
    zip.FS.unlink('packed.7z');
    return `${back.length} ${await heavy.digest(back)}`;
  };
});
