// A button with a panel below it. Escape and a look elsewhere close it, arrows go through it; on narrow windows the panel lies at
// the lower edge (list.css).
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';

interface Properties {
  readonly label: string;
  /** How many of its choices are made; 0 shows nothing. */
  readonly chosen?: number;
  readonly isDisabled?: boolean;
  readonly kind?: string;
  readonly children: (close: () => void) => ComponentChildren;
}

const FOCUSABLE = 'button:not(:disabled), input:not(:disabled), a[href], select';

export function Menu({ label, chosen = 0, isDisabled = false, kind = '', children }: Properties) {
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!isOpen) return;
    box.current?.querySelector<HTMLElement>(`.menu-panel :is(${FOCUSABLE})`)?.focus();
    const onPointer = ({ target }: Event): void => {
      if (target instanceof Node && !box.current?.contains(target)) setOpen(false);
    };
    addEventListener('pointerdown', onPointer);
    return () => removeEventListener('pointerdown', onPointer);
  }, [isOpen]);
  // Before the next key can come.
  useLayoutEffect(() => {
    // What had the focus may be gone by what it did: a saved filter that was deleted.
    if (isOpen && document.activeElement === document.body) button.current?.focus();
  });
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div
      class={`menu ${kind}`}
      ref={box}
      onKeyDown={(event) => isOpen && onKey(event, box.current, close)}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget instanceof Node && !box.current?.contains(relatedTarget)) setOpen(false);
      }}
    >
      <button
        type="button"
        ref={button}
        class={chosen > 0 ? 'menu-button menu-chosen' : 'menu-button'}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        disabled={isDisabled}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
        {chosen > 0 && <span class="menu-count">{chosen}</span>}
      </button>
      {isOpen && (
        <div class="menu-panel" id={id} role="group" aria-label={label}>
          {children(close)}
        </div>
      )}
    </div>
  );
}

function onKey(event: KeyboardEvent, box: HTMLElement | null, close: () => void): void {
  if (event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    close();
    return;
  }
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const isDate = event.target instanceof HTMLInputElement && event.target.type === 'date';
  if (step === 0 || isDate) return;
  const all = [...(box?.querySelectorAll<HTMLElement>(`.menu-panel :is(${FOCUSABLE})`) ?? [])];
  const at = all.findIndex((one) => one === document.activeElement);
  event.preventDefault();
  all.at((at + step + all.length) % all.length)?.focus();
}
