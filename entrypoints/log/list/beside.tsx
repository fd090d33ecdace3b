// Where the overview stands: beside the rows where there is room, else above them and folded.
import { useState } from 'preact/hooks';
import { text } from '../../page-kit/text.ts';
import { SidePanel } from './side-panel.tsx';
import { useLater } from './use-later.ts';
import { STACKED, useMedia } from './use-media.ts';

type Properties = Parameters<typeof SidePanel>[0];

export function Beside(properties: Properties) {
  const isStacked = useMedia(STACKED);
  // Whoever types looks at the rows.
  const rows = useLater(properties.rows);
  return (
    <aside class="beside" aria-label={text('log_overview')}>
      {isStacked ? (
        <Folded {...properties} rows={rows} />
      ) : (
        <SidePanel {...properties} rows={rows} />
      )}
    </aside>
  );
}

function Folded(properties: Properties) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      class="folded"
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{text('log_overview')}</summary>
      {isOpen && <SidePanel {...properties} />}
    </details>
  );
}
