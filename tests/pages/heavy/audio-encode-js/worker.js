// Encodes ten seconds of a tone block by block, as web recorders do; the digest of the MP3 file is the result.
importScripts('/site/heavy.js', '/npm/lamejs/lame.min.js');

const rate = 44_100;
const block = 1152;
const sound = Int16Array.from({ length: rate * 10 }, (_, at) => 9000 * Math.sin(at / 16));

heavy.serve(() => async () => {
  const encoder = new lamejs.Mp3Encoder(1, rate, 128);
  const parts = [];
  for (let at = 0; at < sound.length; at += block)
    parts.push(encoder.encodeBuffer(sound.subarray(at, at + block)));
  parts.push(encoder.flush());
  const file = new Uint8Array(await new Blob(parts).arrayBuffer());
  return `${file.length} ${await heavy.digest(file)}`;
});
