// Counters of everything that was dropped, cut or went wrong. Shown on the log page; never thrown back at a page.
// Names that come from a page are bounded by themselves, so that a page cannot crowd out what we count.

/** Name under which guards count the modules that they judged. */
export const JUDGED_COUNTER = 'modules judged';

const MAX_PAGE_NAMES = 200;

export class DiagnosticCounters {
  readonly #counters = new Map<string, number>();
  #pageNames = 0;

  /** @param name one of our own, written in the code */
  count(name: string, amount = 1): void {
    if (amount > 0) this.#counters.set(name, (this.#counters.get(name) ?? 0) + amount);
  }

  /** @param name what a guard calls it; a page could have made it up */
  countFromPage(name: string, amount: number): void {
    if (amount <= 0) return;
    const key = `page: ${name}`;
    const isNew = !this.#counters.has(key);
    if (isNew && this.#pageNames >= MAX_PAGE_NAMES) {
      this.count('page: other counters', amount);
      return;
    }
    if (isNew) this.#pageNames++;
    this.count(key, amount);
  }

  snapshot(): Record<string, number> {
    return Object.fromEntries([...this.#counters].sort(([a], [b]) => a.localeCompare(b)));
  }
}

/** What a guard counts of itself. */
export function noteHealth(
  diagnostics: DiagnosticCounters,
  counters: Readonly<Record<string, number>>,
): void {
  for (const [name, amount] of Object.entries(counters)) {
    // What was judged is no fault: the popup shows it, the diagnostics do not.
    if (name !== JUDGED_COUNTER) diagnostics.countFromPage(name, amount);
  }
}
