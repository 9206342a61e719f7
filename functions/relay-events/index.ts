import { documentFromImage } from '#shared/adapters/dynamodb/stream-image.ts';
import { streamEnd } from '#shared/composition/dead-letters.ts';
import { eventBus } from '#shared/composition/event-bus.ts';
import { eventLog } from '#shared/composition/event-log.ts';
import { createHandler } from './handler.ts';

const dependencies = { ...streamEnd('relay-events'), log: eventLog(), bus: eventBus() };

export const handler = createHandler({ ...dependencies, imageOf: documentFromImage });
