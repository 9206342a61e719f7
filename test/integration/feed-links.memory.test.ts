import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryFeedLinks } from '#shared/adapters/memory/feed-links.ts';
import { feedLinksContract } from './feed-links.contract.ts';
import { now } from './samples.ts';

feedLinksContract('memory', async () => memoryFeedLinks({ clock: virtualClock(now) }));
