import * as z from 'zod';
import { instant } from './dates.ts';
import { id } from './ids.ts';
import { target } from './subscription-request.ts';

const subscriptionId = id.meta({ description: 'The subscription; the `subject` of the event.' });

const links = z
  .strictObject({
    subscription: z.string().meta({ description: 'The subscription.' }),
    deliveries: z.string().meta({ description: 'The log of its deliveries.' }),
  })
  .meta({ description: 'Paths of the API, with more to read.' });

export const subscriptionTest = z.strictObject({
  subscriptionId,
  message: z.string().meta({ description: 'Says for people that this is a test.' }),
  links,
});

export const subscriptionDisabled = z.strictObject({
  subscriptionId: id.meta({
    description: 'The subscription that was disabled, not the one that is told.',
  }),
  target: target.meta({
    description: 'Where it sends: the `url` of a webhook, or the `arn` of a queue or bus.',
  }),
  reason: z.enum(['gone', 'failing']).meta({
    description: '`gone`: the receiver answered 410. `failing`: it accepted nothing for five days.',
  }),
  disabledAt: instant.meta({ description: 'When; the same as `time`.' }),
  failingSince: z.exactOptional(
    instant.meta({ description: 'The first failure since the receiver accepted anything.' }),
  ),
  links,
});
