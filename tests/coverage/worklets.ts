// Worklets in which a page can run WebAssembly. Paint worklets are no rows: they have no way to tell anybody a result.
import { rowsOf, type Place } from './place.ts';

const row = rowsOf({ group: 'worklets', since: '0.2.0' });

export const workletPlaces: readonly Place[] = [
  row('audio-http', 'audio worklet from the site', (kit) => {
    const body = `import "${kit.here.script}"; globalThis.kit = kitOf({}); ${kit.PROCESSOR}`;
    return kit.audio(new AudioContext(), kit.echo('w.js', { body }));
  }),
  row('audio-blob', 'audio worklet from a blob', (kit) =>
    kit.audio(new AudioContext(), kit.blobUrl(kit.script(kit.PROCESSOR))),
  ),
  row('audio-data', 'audio worklet from a data: address', (kit) =>
    kit.audio(new AudioContext(), kit.dataUrl(kit.script(kit.PROCESSOR))),
  ),
  row('audio-offline', 'audio worklet of an offline context', (kit) =>
    kit.audio(new OfflineAudioContext(1, 128, 8000), kit.blobUrl(kit.script(kit.PROCESSOR))),
  ),
  row('audio-of-frame', 'audio worklet of a frame', (kit) => {
    const realm = kit.put(kit.iframe()).contentWindow as unknown as typeof globalThis;
    return kit.audio(new realm.AudioContext(), kit.blobUrl(kit.script(kit.PROCESSOR)));
  }),
  row('audio-second-module', 'second module of an audio worklet', async (kit) => {
    const context = new AudioContext();
    await context.audioWorklet.addModule(kit.blobUrl(''));
    return kit.audio(context, kit.blobUrl(kit.script(kit.PROCESSOR)));
  }),
];
