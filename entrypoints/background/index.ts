// The composition root of the background: builds the services and registers every listener in the first turn, as the
// browser demands of a worker that it ends and starts at will. It decides nothing by itself.
import { defineBackground } from 'wxt/utils/define-background';
import { start } from './start.ts';

export default defineBackground({ type: 'module', main: start });
