import { documentFromImage } from '#shared/adapters/dynamodb/stream-image.ts';
import { systemClock } from '#shared/adapters/system/clock.ts';
import { applyDueWakeUps } from '#shared/composition/wake-ups.ts';
import { createHandler } from './handler.ts';

export const handler = createHandler({
  wakeUps: applyDueWakeUps(),
  clock: systemClock,
  imageOf: documentFromImage,
});
