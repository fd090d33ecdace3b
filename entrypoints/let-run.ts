// Isolated world, only in frames of sites where the policy lets everything run: the browser runs it there before any script
// of the page (services/refusal.ts registers it). It tells the bridge so, whichever of the two is first.
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';

/** What this script and the bridge say to each other, in a world that no page sees. */
export interface LetRun {
  /** Set where nothing is refused. */
  assayLetsRun?: boolean;
  /** The bridge, if it is there already. */
  assayLetRun?: () => void;
}

export default defineUnlistedScript({
  globalName: false,
  main() {
    const world = window as Window & LetRun;
    world.assayLetsRun = true;
    world.assayLetRun?.();
  },
});
