// What a miner's own server puts round the words of a pool, so that nobody reads them: bytes, each turned by a key. For
// pages; pool-proxy.ts is the other end.
const key = 0x5a;

export const veil = {
  encode: (message) =>
    new TextEncoder().encode(JSON.stringify(message)).map((byte) => byte ^ key),
  decode: (bytes) =>
    JSON.parse(new TextDecoder().decode(new Uint8Array(bytes).map((byte) => byte ^ key))),
};
