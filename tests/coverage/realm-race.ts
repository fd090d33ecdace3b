// The synchronous realm race, by how the frame gets in: between the insertion of a frame with an address and the arrival
// of its document, the page can reach a realm in which no content script has run yet.
import { rowsOf, UNSEEN, type Place } from './place.ts';

type Insert = (frame: HTMLIFrameElement, text: string, box: HTMLElement) => void;
type Take = (frame: HTMLIFrameElement, box: HTMLElement) => unknown;

const row = rowsOf({ group: 'realm race', since: '0.2.0' });

/** The page inserts the frame and takes its realm in the next expression. */
function insertion(
  id: string,
  title: string,
  insert: Insert,
  take: Take = () => window[0],
  more: Partial<Place> = {},
): Place {
  const run = `(kit) => kit.race(${insert.toString()}, ${take.toString()})`;
  return row(`race-${id}`, `frame inserted by ${title}`, run, more);
}

/** What makes the window is no call and no setter that could be wrapped. */
const NO_CALL = { ...UNSEEN, since: '0.1.0' } as const;

const insertions: readonly Place[] = [
  insertion('append-child', 'appendChild', (frame, _, box) => box.appendChild(frame)),
  insertion('insert-before', 'insertBefore', (frame, _, box) => box.insertBefore(frame, null)),
  insertion('replace-child', 'replaceChild', (frame, _, box) => {
    box.replaceChild(frame, box.appendChild(document.createElement('p')));
  }),
  insertion('append', 'append', (frame, _, box) => box.append('text', frame)),
  insertion('prepend', 'prepend', (frame, _, box) => box.prepend(frame)),
  insertion('before', 'before', (frame, _, box) => box.before(frame)),
  insertion('after', 'after', (frame, _, box) => box.after(frame)),
  insertion('replace-with', 'replaceWith', (frame, _, box) => box.replaceWith(frame)),
  insertion('replace-children', 'replaceChildren', (frame, _, box) => box.replaceChildren(frame)),
  insertion('insert-adjacent-element', 'insertAdjacentElement', (frame, _, box) =>
    box.insertAdjacentElement('afterbegin', frame),
  ),
  insertion('insert-adjacent-html', 'insertAdjacentHTML', (_, text, box) =>
    box.insertAdjacentHTML('beforeend', text),
  ),
  insertion('inner-html', 'innerHTML', (_, text, box) => (box.innerHTML = text)),
  insertion('outer-html', 'outerHTML', (_, text, box) => (box.outerHTML = text)),
  insertion('set-html-unsafe', 'setHTMLUnsafe', (_, text, box) => box.setHTMLUnsafe(text)),
  insertion(
    'shadow-inner-html',
    'innerHTML of a shadow root',
    (_, text, box) => (box.attachShadow({ mode: 'open' }).innerHTML = text),
    (_, box) => box.shadowRoot?.querySelector('iframe')?.contentWindow,
  ),
  insertion(
    'shadow-set-html-unsafe',
    'setHTMLUnsafe of a shadow root',
    (_, text, box) => box.attachShadow({ mode: 'open' }).setHTMLUnsafe(text),
    (_, box) => box.shadowRoot?.querySelector('iframe')?.contentWindow,
  ),
  insertion(
    'shadow-append',
    'append of a shadow root',
    (frame, _, box) => box.attachShadow({ mode: 'closed' }).append(frame),
    (frame) => frame.contentWindow,
  ),
  insertion(
    'declarative-shadow-root',
    'markup with a declarative shadow root',
    (_, text, box) =>
      box.setHTMLUnsafe(`<p><template shadowrootmode="open">${text}</template></p>`),
    (_, box) => box.firstElementChild?.shadowRoot?.querySelector('iframe')?.contentWindow,
  ),
  insertion('range-insert-node', 'Range.insertNode', (frame, _, box) => {
    const range = document.createRange();
    range.selectNodeContents(box);
    range.insertNode(frame);
  }),
  insertion('range-surround', 'Range.surroundContents', (frame, _, box) => {
    const range = document.createRange();
    box.textContent = 'text';
    range.selectNodeContents(box);
    range.surroundContents(frame);
  }),
  insertion('contextual-fragment', 'append of a contextual fragment', (_, text, box) =>
    box.append(document.createRange().createContextualFragment(text)),
  ),
  insertion('fragment', 'append of a document fragment', (frame, _, box) => {
    const fragment = document.createDocumentFragment();
    fragment.append(frame);
    box.appendChild(fragment);
  }),
  insertion('subtree', 'append of a tree that holds it', (frame, _, box) => {
    const tree = document.createElement('section');
    tree.appendChild(document.createElement('p')).append(frame);
    box.append(tree);
  }),
  insertion('after-in-tree', 'after, in a tree that is put in then', (frame, _, box) => {
    const tree = document.createElement('section');
    tree.appendChild(document.createElement('p')).after(frame);
    box.append(tree);
  }),
  insertion('text-before', 'before of a text node', (frame, _, box) => {
    const text = box.appendChild(document.createTextNode('text'));
    text.before(frame);
  }),
  insertion('comment-replace-with', 'replaceWith of a comment', (frame, _, box) =>
    box.appendChild(document.createComment('')).replaceWith(frame),
  ),
  insertion('doctype-after', 'after of the doctype', (frame) => {
    document.documentElement.remove();
    document.doctype?.after(frame);
  }),
  insertion('document-append', 'append of the document', (frame) => {
    document.documentElement.remove();
    document.append(frame);
  }),
  insertion('document-replace-children', 'replaceChildren of the document', (frame) => {
    document.documentElement.remove();
    document.replaceChildren(frame);
  }),
  insertion('adopted', 'append after adoptNode', (_, text, box) => {
    const other = document.implementation.createHTMLDocument();
    other.body.innerHTML = text;
    const frame = other.body.firstChild;
    if (frame) box.append(document.adoptNode(frame));
  }),
  insertion('parse-html-unsafe', 'append out of parseHTMLUnsafe', (_, text, box) =>
    box.append(...Document.parseHTMLUnsafe(text).body.childNodes),
  ),
  insertion('cloned-template', 'append of a cloned template', (_, text, box) => {
    const template = document.createElement('template');
    template.innerHTML = text;
    box.append(template.content.cloneNode(true));
  }),
  insertion('imported-template', 'append of an imported template', (_, text, box) => {
    const template = document.createElement('template');
    template.innerHTML = text;
    box.append(document.importNode(template.content, true));
  }),
  insertion('xslt', 'append of a transformed document', (_, text, box) => {
    const parser = new DOMParser();
    const xml = text.replaceAll('&', '&amp;');
    const sheet = `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
      <xsl:output method="html"/><xsl:template match="/">${xml}</xsl:template></xsl:stylesheet>`;
    const processor = new XSLTProcessor();
    processor.importStylesheet(parser.parseFromString(sheet, 'text/xml'));
    box.append(processor.transformToFragment(parser.parseFromString('<a/>', 'text/xml'), document));
  }),
  insertion('exec-command', "execCommand('insertHTML')", (_, text, box) => {
    box.contentEditable = 'true';
    box.focus();
    document.execCommand('insertHTML', false, text);
  }),
  insertion('exec-command-undo', "execCommand('undo')", (_, text, box) => {
    box.contentEditable = 'true';
    box.focus();
    document.execCommand('insertHTML', false, text);
    document.execCommand('undo');
    document.execCommand('redo');
  }),
  insertion('inserted-again', 'append a second time', (frame, _, box) => {
    box.append(frame);
    frame.remove();
    box.append(frame);
  }),
  insertion('table-caption', 'the caption of a table', (frame, _, box) => {
    const table = box.appendChild(document.createElement('table'));
    const caption = document.createElement('caption');
    caption.append(frame);
    table.caption = caption;
  }),
  insertion('table-head', 'the head of a table', (frame, _, box) => {
    const table = box.appendChild(document.createElement('table'));
    const head = document.createElement('thead');
    head.append(frame);
    table.tHead = head;
  }),
  insertion('table-foot', 'the foot of a table', (frame, _, box) => {
    const table = box.appendChild(document.createElement('table'));
    const foot = document.createElement('tfoot');
    foot.append(frame);
    table.tFoot = foot;
  }),
  insertion('table-cell', 'append in a cell of insertCell', (frame, _, box) =>
    box.appendChild(document.createElement('table')).insertRow().insertCell().append(frame),
  ),
  insertion('select-add', 'add of a select', (frame, _, box) => {
    const option = document.createElement('option');
    option.append(frame);
    box.appendChild(document.createElement('select')).add(option);
  }),
  insertion('options-add', 'add of the options of a select', (frame, _, box) => {
    const option = document.createElement('option');
    option.append(frame);
    box.appendChild(document.createElement('select')).options.add(option);
  }),
  insertion(
    'options-index',
    'an index of the options of a select',
    (frame, _, box) => {
      const option = document.createElement('option');
      option.append(frame);
      box.appendChild(document.createElement('select')).options[0] = option;
    },
    undefined,
    NO_CALL,
  ),
  insertion(
    'select-index',
    'an index of a select',
    (frame, _, box) => {
      const option = document.createElement('option');
      option.append(frame);
      (box.appendChild(document.createElement('select')) as unknown as Node[])[0] = option;
    },
    undefined,
    NO_CALL,
  ),
  insertion('document-body', 'the body of the document', (frame) => {
    const body = document.createElement('body');
    body.append(frame);
    document.body = body;
  }),
  insertion('move-before', 'moveBefore, into a tree that is put in then', (frame, _, box) => {
    const tree = document.createElement('section') as HTMLElement & {
      moveBefore?: (node: Node, child: null) => void;
    };
    tree.append(frame);
    tree.moveBefore?.(frame, null);
    box.append(tree);
  }),
  insertion(
    'blank-of-another-realm',
    'appendChild of another realm',
    (frame, _, box) => {
      const other = box.appendChild(document.createElement('iframe'))
        .contentWindow as unknown as typeof globalThis;
      other.Node.prototype.appendChild.call(box, frame);
    },
    () => window[1],
  ),
  insertion(
    'foreign-document',
    'append of this realm, into the document of another frame',
    (frame, _, box) => {
      const other = box.appendChild(document.createElement('iframe')).contentDocument;
      Element.prototype.append.call(other?.body as Element, frame);
    },
    () => window[0]?.[0],
  ),
];

const frameLike: readonly Place[] = [
  insertion(
    'object',
    'append, as an object element',
    (frame, _, box) => {
      const object = document.createElement('object');
      object.data = frame.src;
      box.append(object);
      void object.offsetHeight;
    },
    () => window[0],
    NO_CALL,
  ),
  insertion(
    'embed',
    'append, as an embed element',
    (frame, _, box) => {
      const embed = document.createElement('embed');
      embed.src = frame.src;
      box.append(embed);
      void embed.offsetHeight;
    },
    () => window[0],
    NO_CALL,
  ),
  insertion(
    'object-data',
    'the address of an object element',
    (frame, _, box) => {
      const object = box.appendChild(document.createElement('object'));
      object.data = frame.src;
      void object.offsetHeight;
    },
    () => window[0],
    NO_CALL,
  ),
  insertion(
    'object-shown',
    'the style that shows an object element',
    (frame, _, box) => {
      const object = document.createElement('object');
      object.data = frame.src;
      object.style.display = 'none';
      box.append(object);
      object.style.display = '';
      void object.offsetHeight;
    },
    () => window[0],
    NO_CALL,
  ),
  insertion('frameset', 'append, as a frame of a frameset', (from) => {
    const set = document.createElement('frameset');
    document.body = set;
    const frame = document.createElement('frame');
    frame.src = from.src;
    set.append(frame);
  }),
  insertion('lazy', 'append, that loads only when it is seen', (frame, _, box) => {
    box.style.marginTop = '100000px';
    frame.loading = 'lazy';
    box.append(frame);
  }),
];

export const realmRacePlaces = [...insertions, ...frameLike];
