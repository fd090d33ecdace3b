// A number on the command line.

export interface Bounds {
  readonly least?: number;
  readonly most: number;
  readonly whole?: boolean;
}

/** @throws an Error that names the option and says what it may be */
export function numberOf(
  option: string,
  text: string,
  { least = 0, most, whole = false }: Bounds,
): number {
  const number = text.trim() === '' ? NaN : Number(text);
  if (number >= least && number <= most && (!whole || Number.isInteger(number))) return number;
  const kind = whole ? 'a whole number' : 'a number';
  throw new Error(`${option} must be ${kind} from ${least} to ${most}, not "${text}"`);
}
