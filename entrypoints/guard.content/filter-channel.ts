// Firefox: what the two ends of a channel between a page's guard and one in a filtered worker must agree on, and its natives
// of the start. No other browser's guard carries this file.
import { platform, uncurry } from './natives.ts';

/** How a guard in a worker names itself to the guard of the page. */
export interface Hello {
  readonly hello: string;
  /** Address of the worker's script. */
  readonly href: string;
  readonly shared: boolean;
}

/** What the guard of the page says when it listens. */
export const LISTENING = 'listening';

// Realms without pages have none, and are given no name of a channel.
const Channel = import.meta.env.FIREFOX ? platform.BroadcastChannel : undefined;
const posted = Channel?.prototype.postMessage as (this: BroadcastChannel, said: unknown) => void;

export const channels = {
  open: (name: string): BroadcastChannel => new (Channel as typeof BroadcastChannel)(name),
  post: /* @__PURE__ */ uncurry(posted),
  close: /* @__PURE__ */ uncurry(Channel?.prototype.close),
} as const;
