import * as z from 'zod';

const week = 7 * 86_400;
const range = `A whole number of seconds from 0 to ${week}.`;

/** `POST /v1/subscriptions/{subscriptionId}/rotate-secret`; the body may be left out. */
export const rotationRequest = z
  .strictObject({
    overlapSeconds: z.int().min(0, range).max(week, range).default(86_400).meta({
      description:
        'For so long the keys of before sign as well, so that a receiver can change over without missing anything. 0 ends them at once.',
    }),
  })
  .prefault({})
  .meta({ id: 'RotationRequest', example: { overlapSeconds: 3_600 } });
