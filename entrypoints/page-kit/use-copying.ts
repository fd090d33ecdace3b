// Copies a text and says so, on screen and to screen readers.
import { useState } from 'preact/hooks';
import { text } from './text.ts';

interface Copying {
  /** What came of the last copying; empty before. */
  readonly said: string;
  readonly copy: (content: string, done: string) => void;
}

export function useCopying(): Copying {
  const [said, setSaid] = useState('');
  const copy = (content: string, done: string): void => {
    // Emptied first: the same words twice would not be spoken again.
    setSaid('');
    navigator.clipboard
      .writeText(content)
      .then(() => setSaid(done))
      .catch(() => setSaid(text('copy_failed')));
  };
  return { said, copy };
}
