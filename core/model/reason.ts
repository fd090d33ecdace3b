// Says in one sentence why the model scored as it did. The names of features carry their units, so the words come from
// the names: a feature that is new to the model needs no line here.
import type { ModelScore } from './evaluate.ts';

const NAMED = 3;

/** `It works like a miner: kernel share 61 %, scratchpad bits 21, constants jh.` The strongest features only. */
export function reasonOf({ because }: ModelScore): string {
  const parts = because.slice(0, NAMED).map(({ column, value }) => {
    const [name = '', member] = column.split('.');
    const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    if (member !== undefined) return value > 0 ? `${words} ${member}` : `no ${words} ${member}`;
    return words.endsWith(' percent') ? `${words.slice(0, -8)} ${value} %` : `${words} ${value}`;
  });
  return `It works like a miner: ${parts.join(', ')}.`;
}
