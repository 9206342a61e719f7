import { documentFromImage } from '#shared/adapters/dynamodb/stream-image.ts';
import { systemClock } from '#shared/adapters/system/clock.ts';
import { streamEnd } from '#shared/composition/dead-letters.ts';
import { applyDueWakeUps } from '#shared/composition/wake-ups.ts';
import { createHandler } from './handler.ts';

export const handler = createHandler({
  ...streamEnd('plan-wakeups'),
  wakeUps: applyDueWakeUps(),
  clock: systemClock,
  imageOf: documentFromImage,
});
