// Encodes ten seconds of two tones; the digest of the MP3 file is the result.
import '/site/heavy.js';
import { createEncoder } from '/npm/wasm-media-encoders/dist/esnext/index.mjs';

const rate = 44_100;
const tone = (hertz) =>
  Float32Array.from({ length: rate * 10 }, (_, at) => 0.4 * Math.sin((at * hertz * 6.28) / rate));

heavy.serve(async () => {
  const encoder = await createEncoder('audio/mpeg', '/npm/wasm-media-encoders/wasm/mp3.wasm');
  const sound = [tone(440), tone(554)];
  return async () => {
    encoder.configure({ sampleRate: rate, channels: 2, bitrate: 192 });
    // What the encoder gives is overwritten by the next call.
    const parts = [encoder.encode(sound).slice(), encoder.finalize().slice()];
    const file = new Uint8Array(await new Blob(parts).arrayBuffer());
    return `${file.length} ${await heavy.digest(file)}`;
  };
});
