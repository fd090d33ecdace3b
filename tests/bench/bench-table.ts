// What a benchmark returns and how it is written: rows of name and value, in the order in which they were measured.

export interface BenchRow {
  readonly name: string;
  readonly value: string;
  /** The figure to reach, where there is one. */
  readonly goal?: string;
}

export interface BenchTable {
  readonly title: string;
  readonly rows: readonly BenchRow[];
}

/** How long a piece of work takes. */
export function timedMs(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Middle value; NaN for none. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

/** A table in Markdown. */
export function markdown({ title, rows }: BenchTable): string {
  const lines = rows.map(({ name, value, goal = '' }) => `| ${name} | ${value} | ${goal} |`);
  return [`## ${title}`, '', '| what | measured | goal |', '|---|---|---|', ...lines, ''].join(
    '\n',
  );
}
