// Copies an incident, or a value of it, for tickets. What is copied is made when it is asked for.
import type { Incident } from '../../../core/incident/incident.ts';
import { incidentToMarkdown } from '../../../core/report/markdown.ts';
import { text } from '../../page-kit/text.ts';
import { useCopying } from '../../page-kit/use-copying.ts';

/** Both forms of a whole incident. */
export function CopyActions({ incident }: { incident: Incident }) {
  const { said, copy } = useCopying();
  const json = (): void =>
    copy(`${JSON.stringify(incident, null, 2)}\n`, text('incident_copied_json'));
  const markdown = (): void => copy(incidentToMarkdown(incident), text('incident_copied_markdown'));
  return (
    <div class="incident-actions">
      <span class="copied" role="status">
        {said}
      </span>
      <button type="button" id="copy-json" onClick={json}>
        {text('incident_copy_json')}
      </button>
      <button type="button" id="copy-markdown" onClick={markdown}>
        {text('incident_copy_markdown')}
      </button>
    </div>
  );
}

/** A value to read and to copy. */
export function Copyable({ value, label }: { value: string; label: string }) {
  const { said, copy } = useCopying();
  return (
    <span class="copyable">
      <code>{value}</code>
      <button
        type="button"
        class="button-small"
        aria-label={label}
        onClick={() => copy(value, text('incident_copied'))}
      >
        {text('incident_copy')}
      </button>
      <span class="copied" role="status">
        {said}
      </span>
    </span>
  );
}
