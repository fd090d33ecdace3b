// Every way of a page to turn bytes into a WebAssembly module passes here, before it can run. A refused module
// rejects or throws as a bad module does. Of a stream the native call gets a private clone while we read the
// original; only the result is held back. What is let through is remembered with its level (modules.ts). `validate`
// stays native: it runs nothing.
import {
  apply,
  defineProperty,
  getOwnPropertyDescriptor,
  isObject,
  native,
  plainValue,
  type Callable,
} from '../natives.ts';
import { judgeNow, judgeSliced, SLICED_FROM_BYTES, type Ruling } from '../judge.ts';
import type { Place } from '../place.ts';
import { answerOf, guarded, wrapConstructor, wrapMethod } from '../wrap.ts';
import { anyStandIn, unwrapImports, type ImportName } from './exports.ts';
import type { Modules } from '../modules.ts';
import { moduleBytes, type ModuleBytes } from './module-bytes.ts';
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
  readonly importsOf: (module: unknown) => readonly ImportName[];
  readonly modules: Modules;
}

/** Whether a guard has wrapped the namespace of this realm before: its mark cannot be taken away. */
export function isWasmGuarded(): boolean {
  const { WebAssembly: wasm } = globalThis as { WebAssembly?: Wasm };
  return wasm
    ? getOwnPropertyDescriptor(wasm.Module.prototype, 'then')?.configurable === false
    : false;
}

/** Wraps the WebAssembly namespace of this realm. */
export function installWasm(place: Place, modules: Modules): void {
  const { WebAssembly: wasm } = globalThis as { WebAssembly?: Wasm };
  if (!wasm) return;
  const natives: Natives = {
    wasm,
    compile: wasm.compile,
    instantiate: wasm.instantiate,
    compileStreaming: wasm.compileStreaming,
    CompileError: wasm.CompileError,
    isModule: brandCheck(wasm.Module.customSections),
    importsOf: wasm.Module.imports as Natives['importsOf'],
    modules,
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
  const compiledFor = (api: string, bytes: unknown, options: unknown): Compiled =>
    native.chain(
      apply(natives.compile, wasm, [bytes, options] as never[]) as Compiled,
      native.resolve,
      (reason) => native.reject(saidBy(natives, 'compile', api, reason)),
    );
  wrapMethod(wasm, 'compile', (_self, args, reflect) => {
    const bytes = moduleBytes(args[0]);
    if (!bytes) return reflect(args);
    if (isLarge(bytes)) {
      const compiled = reflect(replaced(args, bytes.source)) as Compiled;
      return hold(natives, 'compile', compiled, judgeSliced(bytes.view, 'compile', place));
    }
    const ruling = judgeNow(bytes.view, 'compile', place);
    if (ruling.refusal !== null)
      return native.reject(refusalError(natives, 'compile', ruling.refusal));
    const compiled = reflect(replaced(args, bytes.source)) as Compiled;
    return native.chain(compiled, (module) => noted(natives, module, ruling));
  });

  wrapMethod(wasm, 'instantiate', (_self, args, reflect) => {
    if (natives.isModule(args[0])) {
      const module = args[0] as WebAssembly.Module;
      const made = reflect(linked(natives, args)) as Promise<object>;
      return native.chain(made, (instance) => begun(natives, module, instance, instance));
    }
    const bytes = moduleBytes(args[0]);
    if (!bytes) return reflect(args);
    if (isLarge(bytes)) {
      const ruling = judgeSliced(bytes.view, 'instantiate', place);
      const compiled = compiledFor('instantiate', bytes.source, args[2]);
      return instantiated(natives, hold(natives, 'instantiate', compiled, ruling), args[1]);
    }
    const ruling = judgeNow(bytes.view, 'instantiate', place);
    const { refusal } = ruling;
    if (refusal !== null) return native.reject(refusalError(natives, 'instantiate', refusal));
    if (!anyStandIn() || !isObject(args[1])) {
      const made = reflect(replaced(args, bytes.source)) as Promise<Made>;
      return native.chain(made, (both) => {
        natives.modules.judged(both.module, ruling.level);
        return begun(natives, both.module, both.instance, both);
      });
    }
    // The imports must be known before they can be unwrapped: compiled first, as the engine itself does.
    const compiled = native.chain(compiledFor('instantiate', bytes.source, args[2]), (module) =>
      noted(natives, module, ruling),
    );
    return instantiated(natives, compiled, args[1]);
  });
}

function wrapStreaming(natives: Natives, place: Place): void {
  const compiledFrom = (api: string, source: unknown, options: unknown): Compiled => {
    const prepared = prepareResponse(source, api, place);
    const compiled = native.chain(
      prepared,
      ({ response }: Prepared) =>
        apply(natives.compileStreaming, natives.wasm, [response, options] as never[]) as Compiled,
    );
    const named = native.chain(compiled, native.resolve, (reason) =>
      native.reject(saidBy(natives, 'compileStreaming', api, reason)),
    );
    const ruling = native.chain(prepared, ({ ruling }) => ruling());
    return hold(natives, api, named, ruling);
  };
  wrapMethod(natives.wasm, 'compileStreaming', (_self, args) =>
    compiledFrom('compileStreaming', args[0], args[1]),
  );
  wrapMethod(natives.wasm, 'instantiateStreaming', (_self, args, reflect) => {
    const imports = args[1];
    if (imports !== undefined && !isObject(imports)) return reflect(args);
    return instantiated(natives, compiledFrom('instantiateStreaming', args[0], args[2]), imports);
  });
}

/** A failed compilation under the name of the call that the page made, as the engine itself would put it. */
function saidBy(natives: Natives, called: string, api: string, reason: unknown): unknown {
  const renamed = (): unknown => {
    const { constructor, message } = reason as Error;
    const prefix = `WebAssembly.${called}():`;
    if (constructor !== natives.CompileError || !message.startsWith(prefix)) return reason;
    return new natives.CompileError(`WebAssembly.${api}():${message.slice(prefix.length)}`);
  };
  return called === api ? reason : guarded('error text', renamed, reason);
}

function wrapSynchronous(natives: Natives, place: Place): void {
  wrapConstructor(natives.wasm, 'Module', (args, reflect) => {
    const bytes = moduleBytes(args[0]);
    if (!bytes) return reflect(args);
    const { refusal, level } = judgeNow(bytes.view, 'Module', place);
    if (refusal !== null) throw refusalError(natives, 'Module', refusal);
    const module = reflect(replaced(args, bytes.source));
    natives.modules.judged(module, level);
    return module;
  });
  wrapConstructor(natives.wasm, 'Instance', (args, reflect) => {
    const instance = reflect(linked(natives, args));
    natives.modules.instantiated(args[0] as WebAssembly.Module, instance);
    return instance;
  });
}

interface Made {
  readonly module: WebAssembly.Module;
  readonly instance: WebAssembly.Instance;
}

/** A promise of a module that was judged and let through. */
function noted(natives: Natives, module: WebAssembly.Module, { level }: Ruling): Compiled {
  natives.modules.judged(module, level);
  return native.resolve(module);
}

/** A promise of what an instantiation gives to the page. */
function begun<Given>(
  { modules }: Natives,
  module: WebAssembly.Module,
  instance: unknown,
  given: Given,
): Promise<Given> {
  modules.instantiated(module, instance);
  return native.resolve(given);
}

/** Resolves to the native module once it is judged; rejects with the native's own error or with our refusal. */
function hold(
  natives: Natives,
  api: string,
  compiled: Compiled,
  ruling: Promise<Ruling>,
): Compiled {
  // Without a handler of ours a failed native call would be reported as unhandled before the page can handle it.
  native.react(compiled, ignore, ignore);
  return native.chain(ruling, (ruled) =>
    ruled.refusal === null
      ? native.chain(compiled, (module) => noted(natives, module, ruled))
      : native.reject(refusalError(natives, api, ruled.refusal)),
  );
}

/** What instantiating from bytes resolves to. Imports are read after compiling, as natively. */
function instantiated(natives: Natives, compiled: Compiled, imports: unknown): Promise<unknown> {
  return native.chain(compiled, (module) => {
    const given = unwrapImports(imports, natives.importsOf(module));
    const args = [module, given] as never[];
    const made = apply(natives.instantiate, natives.wasm, args) as Promise<object>;
    return native.chain(made, (instance) => begun(natives, module, instance, { module, instance }));
  });
}

/** Arguments of an instantiation from a module, with the real exports among the imports. */
function linked(natives: Natives, args: unknown[]): unknown[] {
  if (args.length < 2) return args;
  return natives.isModule(args[0])
    ? replaced(args, args[0], unwrapImports(args[1], natives.importsOf(args[0])))
    : args;
}

function refusalError(natives: Natives, api: string, refusal: string): Error {
  return new natives.CompileError(`WebAssembly.${api}(): ${refusal}`);
}

/** The arguments with the first ones replaced, and no longer than they were. */
function replaced(args: unknown[], ...first: unknown[]): unknown[] {
  const changed: unknown[] = [];
  for (let index = 0; index < args.length; index++) {
    defineProperty(changed, index, plainValue(index < first.length ? first[index] : args[index]));
  }
  return changed;
}

function isLarge({ view }: ModuleBytes): boolean {
  return native.viewLength(view) >= SLICED_FROM_BYTES;
}

/** Tells modules from buffers by their internal brand, not by a prototype that a page can set. */
function brandCheck(customSections: Wasm['Module']['customSections']): Natives['isModule'] {
  return (value) => answerOf(() => customSections(value as WebAssembly.Module, '')) !== null;
}

function ignore(): void {
  // `hold` decides what the page gets; this promise's outcome is read there.
}
