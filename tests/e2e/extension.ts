// What browser tests share: the built extension in a real browser, and the demo site beside it.
import { builtExtension, launch, type Launched } from '../../cli/browser.ts';
import { openDesk, type Desk } from '../../cli/desk.ts';
import { mappedHosts, startSite, type Site } from '../pages/site/server.ts';

export interface Stage {
  readonly assay: Launched;
  readonly desk: Desk;
  readonly site: Site;
  close(): Promise<void>;
}

/** Starts the built extension in its own browser. Close it in `afterAll`. */
export function launchAssay(args: readonly string[] = []): Promise<Launched> {
  return launch({ headless: true, extension: builtExtension, hosts: mappedHosts, args });
}

/** Browser, desk and demo site. Close it in `afterAll`. */
export async function openStage(args: readonly string[] = []): Promise<Stage> {
  const site = await startSite();
  const assay = await launchAssay(args);
  const desk = await openDesk(assay);
  return {
    assay,
    desk,
    site,
    close: async () => {
      await assay.close();
      await site.close();
    },
  };
}
