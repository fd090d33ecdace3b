// A part of the page that is no setting of the policy, in the shape of one.
import type { ComponentChildren } from 'preact';

interface PartProps {
  readonly title: string;
  readonly description: string;
  readonly isShown: (title: string, description: string) => boolean;
  readonly children: ComponentChildren;
}

export function Part({ title, description, isShown, children }: PartProps) {
  return (
    <article class="setting" hidden={!isShown(title, description)}>
      <div class="about">
        <h3>{title}</h3>
        <p class="quiet">{description}</p>
      </div>
      <div class="control">{children}</div>
    </article>
  );
}
