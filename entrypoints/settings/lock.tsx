// Why a setting cannot be changed here, with a lock beside the words.
import type { Setting } from '../../core/protocol/questions.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { text } from '../page-kit/text.ts';

export function LockMark() {
  return (
    <svg class="lock-mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d="M4.5 7V5a3.5 3.5 0 0 1 7 0v2h.5a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1zm1.5 0h4V5a2 2 0 0 0-4 0z" />
    </svg>
  );
}

export function Lock({ of: { locked, own }, organisation }: { of: Setting; organisation: string }) {
  if (locked === '') return null;
  return (
    <p class="lock">
      <LockMark />
      <span>
        {lockText(locked, plainText(organisation, 100))}
        {own !== undefined && <> {text('settings_own_does_not_count')}</>}
      </span>
    </p>
  );
}

function lockText(locked: Exclude<Setting['locked'], ''>, organisation: string): string {
  switch (locked) {
    case 'company':
      return organisation === ''
        ? text('settings_locked')
        : text('settings_locked_by', { organisation });
    case 'right':
      return organisation === ''
        ? text('settings_not_allowed')
        : text('settings_not_allowed_by', { organisation });
    case 'company-only':
      return text('settings_company_only');
  }
}
