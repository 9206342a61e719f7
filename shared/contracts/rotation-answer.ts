import * as z from 'zod';
import { instant } from './dates.ts';
import { publicKey, secret } from './subscription-answer.ts';

/** The answer to a rotation. */
export const rotationAnswer = z
  .strictObject({
    secret,
    publicKey: z.exactOptional(publicKey),
    previousValidUntil: z.exactOptional(
      instant.meta({
        description: 'Until then deliveries are signed with the keys of before too.',
      }),
    ),
  })
  .meta({ id: 'Rotation' });
