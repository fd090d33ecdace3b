// The way back to the list as it was left: its filters stand in the address, and those of the last list are remembered.
import { text } from '../../page-kit/text.ts';

let lastList = '#';

addEventListener('hashchange', ({ oldURL }) => {
  const hash = new URL(oldURL).hash;
  if (!new URLSearchParams(hash.slice(1)).has('incident')) lastList = hash === '' ? '#' : hash;
});

export function BackLink() {
  return (
    <a class="back" href={lastList}>
      {text('incident_back')}
    </a>
  );
}
