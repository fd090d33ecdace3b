// The synchronous realm race, by what of the page runs while the inserting call still does: callbacks of custom elements,
// handlers of events that are fired at once, and scripts beside the frame.
import { rowsOf, UNSEEN, type Place } from './place.ts';

type Insert = (
  frame: HTMLIFrameElement,
  text: string,
  box: HTMLElement,
  takeNow: () => void,
) => void;

const row = rowsOf({ group: 'realm race', since: '0.2.0' });

/** A callback of the page takes the realm while the inserting call still runs. */
function callback(id: string, title: string, insert: Insert, more: Partial<Place> = {}): Place {
  const run = `(kit) => kit.during(${insert.toString()})`;
  return row(`race-in-${id}`, title, run, more);
}

export const realmRaceCallbackPlaces: readonly Place[] = [
  callback(
    'connected',
    'connectedCallback of an element beside the frame',
    (_, text, box, takeNow) => {
      customElements.define(
        'x-taker',
        class extends HTMLElement {
          connectedCallback(): void {
            takeNow();
          }
        },
      );
      box.innerHTML = `${text}<x-taker></x-taker>`;
    },
  ),
  callback(
    'constructor',
    'constructor of a custom element in the same innerHTML',
    (_, text, box, takeNow) => {
      customElements.define(
        'x-taker',
        class extends HTMLElement {
          constructor() {
            super();
            takeNow();
          }
        },
      );
      box.innerHTML = `${text}<x-taker></x-taker>`;
    },
    { ...UNSEEN, since: '0.1.0' },
  ),
  callback(
    'disconnected',
    'disconnectedCallback of an element that the frame replaces',
    (frame, _, box, takeNow) => {
      customElements.define(
        'x-taker',
        class extends HTMLElement {
          disconnectedCallback(): void {
            takeNow();
          }
        },
      );
      box.innerHTML = '<x-taker></x-taker>';
      box.replaceChildren(frame);
    },
  ),
  callback(
    'attribute',
    'attributeChangedCallback in the same innerHTML',
    (_, text, box, takeNow) => {
      customElements.define(
        'x-taker',
        class extends HTMLElement {
          static readonly observedAttributes = ['a'];
          attributeChangedCallback(): void {
            takeNow();
          }
        },
      );
      box.innerHTML = `${text}<x-taker a></x-taker>`;
    },
  ),
  callback(
    'adopted',
    'adoptedCallback of an element beside the frame',
    (frame, _, box, takeNow) => {
      customElements.define(
        'x-taker',
        class extends HTMLElement {
          adoptedCallback(): void {
            takeNow();
          }
        },
      );
      const taker = document.createElement('x-taker');
      document.implementation.createHTMLDocument().body.append(taker);
      box.append(frame, taker);
    },
  ),
  callback(
    'connected-builtin',
    'connectedCallback of a customised built-in element',
    (_, text, box, takeNow) => {
      customElements.define(
        'x-taker',
        class extends HTMLParagraphElement {
          connectedCallback(): void {
            takeNow();
          }
        },
        { extends: 'p' },
      );
      box.innerHTML = `${text}<p is="x-taker"></p>`;
    },
  ),
  callback('connected-frame', 'connectedCallback of the frame itself', (_, text, box, takeNow) => {
    customElements.define(
      'x-frame',
      class extends HTMLIFrameElement {
        connectedCallback(): void {
          takeNow();
        }
      },
      { extends: 'iframe' },
    );
    box.innerHTML = text.replace('<iframe', '<iframe is="x-frame"');
  }),
  callback(
    'scoped-registry',
    'connectedCallback of a registry of its own',
    (frame, _, box, takeNow) => {
      const { CustomElementRegistry: Registry } = globalThis as unknown as {
        CustomElementRegistry: new () => CustomElementRegistry;
      };
      const registry = new Registry();
      registry.define(
        'x-taker',
        class extends HTMLElement {
          connectedCallback(): void {
            takeNow();
          }
        },
      );
      const options = { customElementRegistry: registry } as unknown as ElementCreationOptions;
      box.append(frame, document.createElement('x-taker', options));
    },
  ),
  callback(
    'define-of-another-realm',
    'connectedCallback given to define of another realm',
    (_, text, box, takeNow) => {
      const other = document.body.appendChild(document.createElement('iframe'))
        .contentWindow as unknown as typeof globalThis;
      const { define } = other.CustomElementRegistry.prototype;
      const taker = class extends HTMLElement {
        connectedCallback(): void {
          takeNow();
        }
      };
      define.call(customElements, 'x-taker', taker);
      box.innerHTML = `${text}<x-taker></x-taker>`;
    },
    { ...UNSEEN, since: '0.1.0' },
  ),
  callback('load', 'load handler of a second frame in the same innerHTML', (_, text, box) => {
    box.innerHTML = `${text}<iframe onload="takeNow()"></iframe>`;
  }),
  callback(
    'load-listener',
    'load listener of a second frame that is appended with it',
    (frame, _, box, takeNow) => {
      const second = document.createElement('iframe');
      second.addEventListener('load', takeNow);
      box.append(frame, second);
    },
  ),
  callback(
    'capture',
    'load listener of the document, for a second frame',
    (_, text, box, takeNow) => {
      document.addEventListener('load', takeNow, true);
      box.innerHTML = `${text}<iframe></iframe>`;
    },
  ),
  callback('input', 'input handler of an execCommand', (_, text, box, takeNow) => {
    box.contentEditable = 'true';
    box.focus();
    box.addEventListener('input', takeNow);
    document.execCommand('insertHTML', false, text);
  }),
  callback('script', 'script in the same fragment', (frame, _, box) => {
    const script = document.createElement('script');
    script.text = 'takeNow()';
    box.append(frame, script);
  }),
  callback('contextual-script', 'script in the same contextual fragment', (_, text, box) => {
    const both = `${text}<script>takeNow()</script>`;
    box.append(document.createRange().createContextualFragment(both));
  }),
  callback('svg-script', 'SVG script in the same fragment', (frame, _, box) => {
    const script = document.createElementNS('http://www.w3.org/2000/svg', 'script');
    script.textContent = 'takeNow()';
    box.append(frame, script);
  }),
  callback('mutation', 'MutationObserver', (_, text, box, takeNow) => {
    new MutationObserver(takeNow).observe(box, { childList: true });
    box.innerHTML = text;
  }),
  callback('focus', 'focus handler of an execCommand', (_, text, box, takeNow) => {
    const button = document.body.appendChild(document.createElement('button'));
    box.contentEditable = 'true';
    getSelection()?.collapse(box, 0);
    button.focus();
    box.addEventListener('focus', takeNow);
    document.execCommand('insertHTML', false, text);
  }),
];
