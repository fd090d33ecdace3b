// The notice in a page as the debugging protocol sees it: through its closed root, where no script of the page gets. Its buttons are
// pressed by a real mouse at their place.
import type { CDPSession, Page } from 'playwright';

interface CdpNode {
  readonly nodeId: number;
  readonly nodeName: string;
  /** Names and values, one after the other. */
  readonly attributes?: readonly string[];
  readonly shadowRootType?: string;
  readonly children?: readonly CdpNode[];
  readonly shadowRoots?: readonly CdpNode[];
}

export interface ShownNotice {
  readonly text: string;
  /** Words of its buttons and links, in their order. */
  readonly buttons: readonly string[];
  /** Middle of a button in CSS pixels. */
  placeOf(button: string): Promise<{ readonly x: number; readonly y: number }>;
  /** Runs in the page, with an element of the notice as `this`. */
  ask<Answer>(selector: string, about: string): Promise<Answer>;
}

/** The notice that the page shows now; null when there is none. */
export async function noticeIn(page: Page): Promise<ShownNotice | null> {
  const session = await page.context().newCDPSession(page);
  const { root } = (await session.send('DOM.getDocument', { depth: -1, pierce: true })) as {
    root: CdpNode;
  };
  const closed = closedRootIn(root);
  if (!closed) {
    await session.detach();
    return null;
  }
  const pressable = all(closed).filter(({ nodeName }) => nodeName === 'BUTTON' || nodeName === 'A');
  const told = all(closed).filter(({ nodeName }) => ['P', 'H2'].includes(nodeName));
  return {
    text: told.map(textOf).join('\n'),
    buttons: pressable.map(textOf),
    placeOf: (button) =>
      middleOf(
        session,
        pressable.find((one) => textOf(one) === button),
      ),
    ask: (selector, about) => ask(session, closed, selector, about),
  };
}

/** Waits for the notice with all its words. */
export async function noticeShown(page: Page): Promise<ShownNotice> {
  for (;;) {
    const notice = await noticeIn(page);
    if (notice && notice.text !== '') return notice;
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }
}

function closedRootIn(node: CdpNode): CdpNode | undefined {
  const roots = all(node).flatMap(({ shadowRoots = [] }) => shadowRoots);
  return roots.find(({ shadowRootType }) => shadowRootType === 'closed');
}

function all(node: CdpNode): CdpNode[] {
  return [node, ...(node.children ?? []).flatMap(all)];
}

/** Its words are generated content: no text of the document. */
function textOf(node: CdpNode): string {
  const { attributes = [] } = node;
  return attributes[attributes.indexOf('data-words') + 1] ?? '';
}

async function middleOf(
  session: CDPSession,
  node: CdpNode | undefined,
): Promise<{ x: number; y: number }> {
  if (!node) throw new Error('the notice has no such button');
  const { model } = await session.send('DOM.getBoxModel', { nodeId: node.nodeId });
  const [left = 0, top = 0, , , right = 0, bottom = 0] = model.border;
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

async function ask<Answer>(
  session: CDPSession,
  root: CdpNode,
  selector: string,
  about: string,
): Promise<Answer> {
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const { object } = await session.send('DOM.resolveNode', { nodeId });
  const { result } = await session.send('Runtime.callFunctionOn', {
    objectId: object.objectId ?? '',
    functionDeclaration: about,
    returnByValue: true,
  });
  return result.value as Answer;
}
