// Builds elements for our own pages. Text goes in as text nodes only: there is no way through here to turn a
// string into markup, a script, a style or a link out of the extension.

export type Child = Node | string;

interface Properties {
  readonly class?: string;
  /** `true` sets an empty attribute, `false` leaves it out. */
  readonly attributes?: Readonly<Record<string, string | boolean>>;
  readonly onClick?: (event: MouseEvent) => void;
}

const REFUSED_ATTRIBUTE = /^(?:on|style$|src|action$|formaction$)/i;

/** A new element. Throws on attributes that could run or load something: a mistake of ours, not of a page. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  if (properties.class !== undefined) node.className = properties.class;
  for (const [name, value] of Object.entries(properties.attributes ?? {})) {
    if (isRefused(name, value)) throw new Error(`attribute ${name} is not for elements built here`);
    if (value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  if (properties.onClick) node.addEventListener('click', properties.onClick as EventListener);
  node.append(...children);
  return node;
}

/** The element with this id in our own HTML, as the class it must have. */
export function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`#${id} is not a ${kind.name}`);
  return found;
}

/** Links may lead to a place in this page or to a page of ours. */
function isRefused(name: string, value: string | boolean): boolean {
  if (name === 'href') return typeof value !== 'string' || !/^(?:#|\/[a-z]+\.html)/.test(value);
  return REFUSED_ATTRIBUTE.test(name);
}
