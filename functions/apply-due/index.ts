import { queueEnd } from '#shared/composition/dead-letters.ts';
import { documentStore } from '#shared/composition/document-store.ts';
import { dueQueues } from '#shared/composition/due-queues.ts';
import { createHandler } from './handler.ts';

// What is refused rests shard by shard; retries of the SDK would share one allowance between them.
const store = documentStore({ maxAttempts: 1 });

export const handler = createHandler({ ...store, ...queueEnd(), ...dueQueues() });
