// Encodes one picture; its size and digest are the result. The package starts its threads itself.
import '/site/heavy.js';
import createEncoder from '/npm/@jsquash/avif/codec/enc/avif_enc_mt.js';
import { defaultOptions } from '/npm/@jsquash/avif/meta.js';

heavy.serve(async () => {
  const encoder = await createEncoder();
  const { data, width, height } = heavy.picture(1024, 768);
  return async () => {
    const file = encoder.encode(new Uint8Array(data.buffer), width, height, defaultOptions);
    return `${file.length} ${await heavy.digest(file.slice())}`;
  };
});
