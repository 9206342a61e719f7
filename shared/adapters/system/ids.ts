import { v7 } from 'uuid';
import type { Ids } from '#shared/application/ports.ts';

/** uuid v7: within one process every id sorts after the ones before it. */
export const systemIds: Ids = { next: () => v7() };
