// Reads the sizes of memories out of the import and memory sections: nothing else of them is needed, and names stay
// unread. Everything else but code and data is skipped as a whole.
import { skipUnsigned, unsignedAt } from './leb128.ts';
import { WasmFormatError } from './errors.ts';
import { byteAt, skipEach, skipIndex, skipType, type Skip } from './items.ts';

/** Takes the start size of one memory in pages (64 KiB unless the module sets another page size). */
export type OnMemory = (minPages: number) => void;

/**
 * Position behind the import section that starts at `at`; hands out its memories and its functions, which come first in
 * the count of functions. Throws `WasmFormatError`.
 */
export function readImports(onMemory: OnMemory, onFunction: () => void): Skip {
  const reader = importReader(onMemory, onFunction);
  return (bytes, at, end, base) => skipEach(bytes, at, end, base, reader);
}

/** As `readImports` for the memory section. */
export function readMemories(onMemory: OnMemory): Skip {
  return (bytes, at, end, base) => skipEach(bytes, at, end, base, limitsReader(onMemory));
}

function importReader(onMemory: OnMemory, onFunction: () => void): Skip {
  const readMemory = limitsReader(onMemory);
  return (bytes, at, end, base) => {
    const p = skipName(bytes, skipName(bytes, at, end, base), end, base);
    switch (byteAt(bytes, p, end, base)) {
      case 0: // function
        onFunction();
        return skipIndex(bytes, p + 1, end, base);
      case 1: // table
        return skipLimits(bytes, skipType(bytes, p + 1, end, base), end, base);
      case 2: // memory
        return readMemory(bytes, p + 1, end, base);
      case 3: // global: its type, and whether it can change
        return skipType(bytes, p + 1, end, base) + 1;
      case 4: // tag
        return skipIndex(bytes, p + 2, end, base);
      default:
        throw new WasmFormatError('unknown import kind', base + p);
    }
  };
}

const skipName: Skip = (bytes, at, end, base) => {
  const p = skipIndex(bytes, at, end, base);
  return p + unsignedAt(bytes, at, p);
};

function limitsReader(onMemory: OnMemory): Skip {
  return (bytes, at, end, base) => {
    const p = skipUnsigned(bytes, at + 1, end, 10, base);
    onMemory(unsignedAt(bytes, at + 1, p));
    return skipLimits(bytes, at, end, base);
  };
}

/** Flags: 1 maximum, 2 shared, 4 64-bit addresses, 8 custom page size. */
const skipLimits: Skip = (bytes, at, end, base) => {
  const flags = byteAt(bytes, at, end, base);
  if (flags > 15) throw new WasmFormatError('unknown limits flags', base + at);
  let p = skipUnsigned(bytes, at + 1, end, 10, base);
  if ((flags & 1) !== 0) p = skipUnsigned(bytes, p, end, 10, base);
  return (flags & 8) === 0 ? p : skipIndex(bytes, p, end, base);
};
