// Judges the bytes of one module in the page's own realm and says what to do with it. Small modules at once, large
// ones in slices, so that a big game never holds the main thread. Only modules that are not clear are reported.
import { judgeModule, ModuleJudge, type ModuleJudgement } from '../../core/engine.ts';
import type { StaticLevel } from '../../core/protocol/observation.ts';
import { Sha256 } from '../../core/hash/sha256.ts';
import { CompileStream } from './compile-stream.ts';
import { native } from './natives.ts';
import { refuses, type Place, type Strictness } from './place.ts';
import { isSealed } from './pristine.ts';
import { wasmRules } from '../rule-sets/wasm-rules.ts';
import { count, guarded } from './wrap.ts';

/** Up to here a module is judged in one go even for asynchronous calls (about 4 ms). */
export const SLICED_FROM_BYTES = 1 << 20;
const SLICE_BYTES = 1 << 20;

export interface Ruling {
  /** Set when the module must not be handed to the page: text for the CompileError. */
  readonly refusal: string | null;
  readonly level: StaticLevel;
}

/** No prototype, here and in `rule`: a page's Object.prototype.then must not get hold of a ruling in a promise. */
export const LET_THROUGH: Ruling = withoutPrototype({ refusal: null, level: 'clear' });

export function withoutPrototype<Value extends object>(value: Value): Value {
  return { __proto__: null, ...value };
}

const SEALED: Ruling = withoutPrototype({
  refusal: 'refused by Assay: the page has disabled the check',
  level: 'suspected',
});

const STARVED: Ruling = withoutPrototype({
  refusal: 'refused by Assay: the page left no memory to check it',
  level: 'suspected',
});

/** A failure of ours lets the module pass; a page that made us fail on purpose gets nothing. */
function unjudged(place: Place): Ruling {
  return isSealed() && refuses(place) ? SEALED : LET_THROUGH;
}

/** Judges all of `bytes` now. Never throws; on a failure of ours the module passes. */
export function judgeNow(bytes: Uint8Array, api: string, place: Place): Ruling {
  return guarded('judge', () => judgeAll(bytes, api, place), null) ?? unjudged(place);
}

function judgeAll(bytes: Uint8Array, api: string, place: Place): Ruling {
  const startedAt = native.now();
  const judgement = judgeModule(bytes, wasmRules());
  const spentMs = native.now() - startedAt;
  noteCompiled([bytes], judgement, place);
  const reported = isReported(judgement, place);
  return rule(judgement, reported, () => new Sha256().update(bytes).hex(), api, place, spentMs);
}

const stream = new CompileStream();

/** Guarded by itself: a ruling must not depend on it. */
function noteCompiled(
  chunks: readonly Uint8Array[],
  { features }: ModuleJudgement,
  { workerId, emit }: Place,
): void {
  const report = guarded('stream', () => stream.note(chunks, features, native.now()), null);
  if (report) emit({ kind: 'modules-compiled', workerId, ...report });
}

/** Judges while bytes arrive: from a stream, or in slices of a private copy. */
export class StreamingJudge {
  readonly #judge = guarded('judge', () => new ModuleJudge(wasmRules()), null);
  /** Kept until it is known whether the module must be named: to hash costs several times as much as to judge. */
  readonly #chunks: Uint8Array[] = [];
  #hash: Sha256 | null = null;
  #hashedChunks = 0;
  readonly #api: string;
  readonly #place: Place;
  #spentMs = 0;

  constructor(api: string, place: Place) {
    this.#api = api;
    this.#place = place;
  }

  /** Takes `bytes[from, to)`; cut here, because a page may have replaced `subarray`. */
  push(bytes: Uint8Array, from = 0, to = Infinity): void {
    const startedAt = native.now();
    guarded('judge', () => this.#push(bytes.subarray(from, Math.min(to, bytes.length))), undefined);
    this.#spentMs += native.now() - startedAt;
  }

  #push(chunk: Uint8Array): void {
    this.#judge?.push(chunk);
    this.#chunks.push(chunk);
  }

  /** The promise never rejects. */
  async finish(): Promise<Ruling> {
    const judgement = guarded('judge', () => this.#judge?.finish() ?? null, null);
    if (!judgement) return unjudged(this.#place);
    noteCompiled(this.#chunks, judgement, this.#place);
    const reported = isReported(judgement, this.#place);
    // The thread is given back between chunks, as for the judging.
    while (reported && this.#hashNext()) await nextTask();
    const ruled = (): Ruling =>
      rule(judgement, reported, () => this.#sha256(), this.#api, this.#place, this.#spentMs);
    return guarded('judge', ruled, null) ?? unjudged(this.#place);
  }

  /** @returns false when all chunks are hashed */
  #hashNext(): boolean {
    if (this.#hashedChunks === this.#chunks.length) return false;
    const chunk = this.#chunks[this.#hashedChunks++] as Uint8Array;
    guarded('hash', () => void (this.#hash ??= new Sha256()).update(chunk), undefined);
    return true;
  }

  /** Hashes what is left: a page can make `await` return early, never the hash wrong. */
  #sha256(): string | null {
    while (this.#hashNext());
    return guarded('hash', () => (this.#hash ??= new Sha256()).hex(), null);
  }
}

/** Judges a private copy in slices, giving the thread back between them. The promise never rejects. */
export async function judgeSliced(copy: Uint8Array, api: string, place: Place): Promise<Ruling> {
  const judge = new StreamingJudge(api, place);
  for (let offset = 0; offset < copy.length; offset += SLICE_BYTES) {
    judge.push(copy, offset, offset + SLICE_BYTES);
    await nextTask();
  }
  return judge.finish();
}

/** A promise for a later task: through a message, because timers are slowed in hidden tabs. */
function nextTask(): Promise<void> {
  return new native.Promise((done) => {
    const { port1, port2 } = new native.MessageChannel();
    native.addEventListener(port1, 'message', () => done(), { once: true });
    native.portStart(port1);
    native.portPost(port2, null);
  });
}

/** @param reported as `isReported` said before the module was hashed; a page can have been stopped since */
function rule(
  judgement: ModuleJudgement,
  reported: boolean,
  sha256: () => string | null,
  api: string,
  place: Place,
  judgedInMs: number,
): Ruling {
  count('modules judged');
  if (judgement.error) count('modules not read to the end');
  if (judgement.starved && refuses(place)) return STARVED;
  const refused = isRefused(judgement, place);
  if (!reported && !refused) return withoutPrototype({ refusal: null, level: judgement.level });
  place.emit({
    kind: 'module-judged',
    api,
    workerId: place.workerId,
    level: judgement.level,
    score: judgement.score,
    family: judgement.family,
    ruleIds: judgement.ruleIds,
    reasons: judgement.reasons,
    sha256: sha256(),
    sizeBytes: judgement.sizeBytes,
    kernelSharePercent: judgement.kernelSharePercent,
    judgedInMs: Math.round(judgedInMs * 100) / 100,
    refused,
  });
  return withoutPrototype({
    refusal: refused ? refusalText(judgement, place.strictness()) : null,
    level: judgement.level,
  });
}

function isRefused({ level }: ModuleJudgement, place: Place): boolean {
  const strictness = place.strictness();
  return strictness >= 0 && (level === 'confirmed' || strictness > (level === 'clear' ? 1 : 0));
}

/** Clear modules are only counted, and of a stream of suspected ones one of each window is told of: ask once a module. */
function isReported(judgement: ModuleJudgement, place: Place): boolean {
  const { level } = judgement;
  return (
    level === 'confirmed' ||
    isRefused(judgement, place) ||
    (level === 'suspected' && stream.mayTell())
  );
}

function refusalText(judgement: ModuleJudgement, strictness: Strictness): string {
  if (strictness > 0) return 'refused by Assay: mining was confirmed on this page';
  return `refused by Assay: this module is a ${judgement.family ?? 'coin'} miner`;
}
