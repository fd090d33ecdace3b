// The form for a setting, by the kind of its values. A form shows what holds, keeps what is being typed, and saves at once.
import type { Setting } from '../../../core/protocol/questions.ts';
import type { Saving } from '../use-saving.ts';
import { ChoiceForm, ChoicesForm } from './choices.tsx';
import { HostsForm } from './hosts.tsx';
import { LinesForm, TextForm, WholeForm } from './typed.tsx';
import { ToggleForm } from './toggle.tsx';

export interface FormProps {
  readonly setting: Setting;
  readonly saving: Saving;
  /** For what takes away the control that was used. */
  readonly saveAndFocus: (value: unknown) => Promise<boolean>;
  readonly organisation: string;
}

export function Form(props: FormProps) {
  const { kind } = props.setting;
  const of = kind.type === 'list' ? kind.of : null;
  if (of?.type === 'host') return <HostsForm {...props} hasCategory={of.hasCategory} />;
  if (of?.type === 'choice') return <ChoicesForm {...props} choices={of.choices} />;
  switch (kind.type) {
    case 'choice':
      return <ChoiceForm {...props} choices={kind.choices} />;
    case 'toggle':
      return <ToggleForm {...props} />;
    case 'whole':
      return <WholeForm {...props} minimum={kind.minimum} maximum={kind.maximum} />;
    case 'list':
      return <LinesForm {...props} />;
    default:
      return <TextForm {...props} />;
  }
}

/** Tables need the whole width. */
export function isWide({ kind, locked }: Setting): boolean {
  return kind.type === 'list' && kind.of.type === 'host' && locked === '';
}

/** What every control of a setting says of itself to assistive technology. */
export function describedBy(name: string, { wrong }: Saving) {
  const problem = wrong === '' ? '' : ` ${name}-problem`;
  return {
    'aria-labelledby': `${name}-title`,
    'aria-describedby': `${name}-text${problem}`,
    'aria-invalid': wrong !== '',
  };
}
