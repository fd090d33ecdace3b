// Counters of everything that was dropped, cut or went wrong. Shown on the log page; never thrown back at a page.
// Names can come from a guard, so their number is bounded.

const MAX_NAMES = 200;

export class DiagnosticCounters {
  readonly #counters = new Map<string, number>();

  count(name: string, amount = 1): void {
    if (amount <= 0) return;
    const known = this.#counters.has(name) || this.#counters.size < MAX_NAMES;
    const key = known ? name : 'other counters';
    this.#counters.set(key, (this.#counters.get(key) ?? 0) + amount);
  }

  snapshot(): Record<string, number> {
    return Object.fromEntries([...this.#counters].sort(([a], [b]) => a.localeCompare(b)));
  }
}
