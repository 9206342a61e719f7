import { asyncApi } from './asyncapi.ts';
import { envelope, typeSections, typeTable } from './event-sections.ts';
import { filled } from './regions.ts';
import { retryTable } from './retry-table.ts';
import { testVector } from './test-vector.ts';

const regions = {
  envelope,
  'event-types': typeTable,
  'events-by-type': typeSections,
  'test-vector': testVector,
  'retry-schedule': retryTable,
};

/** Each file of `docs/` that is made from the code, in whole or in part, as it should be. */
export const pages: Readonly<Record<string, (written: string) => string>> = {
  'events.md': (written) => filled(written, regions),
  'receive-webhooks.md': (written) => filled(written, regions),
  'asyncapi.json': () => `${JSON.stringify(asyncApi(), null, 2)}\n`,
};
