// Every way of a page to turn bytes into a WebAssembly module passes here, before it can run. A refused module
// rejects or throws as a bad module does. Streams go to the native call as they are; we read a clone beside it and
// hold back only the result. `validate` stays native: it runs nothing.
import { apply, defineProperty, native, type Callable } from '../natives.ts';
import { judgeNow, judgeSliced, SLICED_FROM_BYTES, type Ruling } from '../judge.ts';
import type { Place } from '../place.ts';
import { guarded, wrapConstructor, wrapMethod } from '../wrap.ts';
import { unwrapImports } from './exports.ts';
import { moduleBytes } from './module-bytes.ts';
import { prepareResponse, type Prepared } from './response.ts';

type Wasm = typeof WebAssembly;
type Compiled = Promise<WebAssembly.Module>;

/** The namespace and its natives of the start. */
interface Natives {
  readonly wasm: Wasm;
  readonly compile: Callable;
  readonly instantiate: Callable;
  readonly compileStreaming: Callable;
  readonly CompileError: new (message: string) => Error;
  readonly isModule: (value: unknown) => boolean;
}

/** Wraps the WebAssembly namespace of this realm. */
export function installWasm(place: Place): void {
  const { WebAssembly: wasm } = globalThis as { WebAssembly?: Wasm };
  if (!wasm) return;
  const natives: Natives = {
    wasm,
    compile: wasm.compile,
    instantiate: wasm.instantiate,
    compileStreaming: wasm.compileStreaming,
    CompileError: wasm.CompileError,
    isModule: brandCheck(wasm.Module.customSections),
  };
  // A module that resolves a native promise is asked for its `then`: without this a page could put one on
  // Object.prototype and get hold of a module that is not judged yet.
  defineProperty(wasm.Module.prototype, 'then', { value: undefined });
  wrapAsynchronous(natives, place);
  if (typeof natives.compileStreaming === 'function') wrapStreaming(natives, place);
  wrapSynchronous(natives, place);
}

function wrapAsynchronous(natives: Natives, place: Place): void {
  const { wasm } = natives;
  wrapMethod(wasm, 'compile', (_self, args, reflect) => {
    const bytes = moduleBytes(args[0]);
    if (!bytes) return reflect(args);
    const copy = copyIfLarge(bytes.view);
    if (copy) {
      const compiled = reflect(replaced(args, bytes.source)) as Compiled;
      return hold(natives, 'compile', compiled, judgeSliced(copy, 'compile', place));
    }
    const { refusal } = judgeNow(bytes.view, 'compile', place);
    return refusal === null
      ? reflect(replaced(args, bytes.source))
      : native.reject(refusalError(natives, 'compile', refusal));
  });

  wrapMethod(wasm, 'instantiate', (_self, args, reflect) => {
    if (natives.isModule(args[0])) return reflect(replaced(args, args[0], unwrapImports(args[1])));
    const bytes = moduleBytes(args[0]);
    if (!bytes) return reflect(args);
    const copy = copyIfLarge(bytes.view);
    if (copy) {
      const compiled = apply(natives.compile, wasm, [bytes.source, args[2]] as never[]) as Compiled;
      const ruling = judgeSliced(copy, 'instantiate', place);
      return instantiated(natives, hold(natives, 'instantiate', compiled, ruling), args[1]);
    }
    const { refusal, judgement } = judgeNow(bytes.view, 'instantiate', place);
    if (refusal !== null) return native.reject(refusalError(natives, 'instantiate', refusal));
    return reflect(replaced(args, bytes.source, unwrapImports(args[1], judgement?.imports)));
  });
}

function wrapStreaming(natives: Natives, place: Place): void {
  const compiledFrom = (api: string, source: unknown, options: unknown): Compiled => {
    const prepared = prepareResponse(source, api, place);
    const compiled = native.then(prepared, ({ bytes, response }: Prepared) => {
      const [compile, input] =
        bytes === null ? [natives.compileStreaming, response] : [natives.compile, bytes];
      return apply(compile, natives.wasm, [input, options] as never[]) as Compiled;
    });
    return hold(
      natives,
      api,
      compiled,
      native.then(prepared, ({ ruling }) => ruling()),
    );
  };
  wrapMethod(natives.wasm, 'compileStreaming', (_self, args) =>
    compiledFrom('compileStreaming', args[0], args[1]),
  );
  wrapMethod(natives.wasm, 'instantiateStreaming', (_self, args) =>
    instantiated(natives, compiledFrom('instantiateStreaming', args[0], args[2]), args[1]),
  );
}

function wrapSynchronous(natives: Natives, place: Place): void {
  wrapConstructor(natives.wasm, 'Module', (args, reflect) => {
    const bytes = moduleBytes(args[0]);
    if (!bytes) return reflect(args);
    const { refusal } = judgeNow(bytes.view, 'Module', place);
    if (refusal !== null) throw refusalError(natives, 'Module', refusal);
    return reflect(replaced(args, bytes.source));
  });
  wrapConstructor(natives.wasm, 'Instance', (args, reflect) =>
    reflect(args.length < 2 ? args : replaced(args, args[0], unwrapImports(args[1]))),
  );
}

/** Resolves to the native module once it is judged; rejects with the native's own error or with our refusal. */
function hold(
  natives: Natives,
  api: string,
  compiled: Compiled,
  ruling: Promise<Ruling>,
): Compiled {
  // Without a handler of ours a failed native call would be reported as unhandled before the page can handle it.
  native.then(compiled, ignore, ignore);
  return native.then(ruling, ({ refusal }) => {
    if (refusal !== null) throw refusalError(natives, api, refusal);
    return compiled;
  });
}

/** What instantiating from bytes resolves to. Imports are read after compiling, as natively. */
function instantiated(natives: Natives, compiled: Compiled, imports: unknown): Promise<unknown> {
  return native.then(compiled, (module) =>
    native.then(
      apply(natives.instantiate, natives.wasm, [
        module,
        unwrapImports(imports),
      ] as never[]) as Promise<object>,
      (instance) => ({ module, instance }),
    ),
  );
}

function refusalError(natives: Natives, api: string, refusal: string): Error {
  return new natives.CompileError(`WebAssembly.${api}(): ${refusal}`);
}

/** The arguments with the first ones replaced, and no longer than they were. */
function replaced(args: unknown[], ...first: unknown[]): unknown[] {
  const changed: unknown[] = [];
  for (let index = 0; index < args.length; index++) {
    const value = index < first.length ? first[index] : args[index];
    defineProperty(changed, index, { value, writable: true, enumerable: true, configurable: true });
  }
  return changed;
}

function copyIfLarge(view: Uint8Array): Uint8Array | null {
  if (native.viewLength(view) < SLICED_FROM_BYTES) return null;
  return guarded('copy', () => new Uint8Array(view), null);
}

/** Tells modules from buffers by their internal brand, not by a prototype that a page can set. */
function brandCheck(customSections: Wasm['Module']['customSections']): Natives['isModule'] {
  return (value) => {
    try {
      customSections(value as WebAssembly.Module, '');
      return true;
    } catch {
      return false;
    }
  };
}

function ignore(): void {
  // `hold` decides what the page gets; this promise's outcome is read there.
}
