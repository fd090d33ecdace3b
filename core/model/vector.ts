// How the record of features becomes numbers for the model: a feature by its name, the length of a list by the list's
// name, membership in it by `list.member`, such as `constants.jh`. The one place that knows; training, evaluation and the page all go by it.
// It must never throw: in a page a name that is not there counts as 0 (a test refuses such a model before it ships).

/** The flat record of features, measured just now or read back from a frozen row. */
export type Measured = Readonly<Record<string, unknown>>;

/** The number behind a column, or undefined when the record has no such feature. */
export function valueOf(measured: Measured, column: string): number | undefined {
  const [name = '', member] = column.split('.');
  const found = measured[name];
  if (member !== undefined)
    return Array.isArray(found) ? Number(found.includes(member)) : undefined;
  if (Array.isArray(found)) return found.length;
  return typeof found === 'number' ? found : undefined;
}
