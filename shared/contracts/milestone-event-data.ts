import * as z from 'zod';
import { instant, localDate } from './dates.ts';
import { decisionLinks, eventDecision } from './decision-event-data.ts';
import { aboutDocument } from './document-event-data.ts';
import { status } from './status.ts';

const timeZone = z.string().meta({
  description: 'The zone of the document.',
  example: 'Europe/Stockholm',
});

const recordedAt = instant.meta({ description: 'The same as `recordedtime`.' });

export const legallyFinalData = z.strictObject({
  ...aboutDocument,
  party: z.exactOptional(
    z.string().meta({ description: 'Id of the party that the decision counts for alone.' }),
  ),
  legallyFinalOn: z.exactOptional(
    localDate.meta({
      description:
        'The first day on which it is final. Absent where `correction` says that it is not.',
    }),
  ),
  timeZone,
  correction: z.boolean().meta({
    description: 'True where it was told to be final and is not, or not yet.',
  }),
  decision: eventDecision,
  recordedAt,
  links: decisionLinks,
});

export const dueSoonData = z.strictObject({
  ...aboutDocument,
  reason: z.enum(['change', 'review']).meta({
    description: '`change`: a status or a version changes on the day. `review`: it is `reviewBy`.',
  }),
  dueDate: z
    .strictObject({
      date: localDate.meta({ description: 'The local day that this is ahead of.' }),
      timeZone,
      precision: z.exactOptional(
        z.enum(['month', 'day', 'time']).meta({ description: 'How exact the source is.' }),
      ),
    })
    .meta({ description: 'The day of the change or of the review.' }),
  daysBefore: z
    .int()
    .min(1)
    .meta({ description: 'The reminder that this is: so many days ahead.' }),
  daysLeft: z.int().min(1).meta({
    description: 'Days left when this was told: fewer than `daysBefore` where it was told late.',
  }),
  dueAt: z.exactOptional(
    instant.meta({ description: 'When the change comes. Absent for a review.' }),
  ),
  from: z.exactOptional(status.meta({ description: 'The status until then.' })),
  to: z.exactOptional(
    status.meta({ description: 'The status from then on; the same as `from` for a version.' }),
  ),
  party: z.exactOptional(
    z.string().meta({
      description:
        'Id of the party that `from` and `to` are of. Absent: they are of the document as a whole.',
    }),
  ),
  parties: z.exactOptional(
    z.array(z.string()).meta({
      description:
        'Ids of the parties for which something changes on the day; of those that came to it later, in a reminder of their own.',
    }),
  ),
  version: z.exactOptional(
    z.int().min(1).meta({ description: 'The valid version from then on, where there is one.' }),
  ),
  decision: z.exactOptional(eventDecision.meta({ description: 'The decision behind the change.' })),
  recordedAt,
  links: decisionLinks
    .extend({
      decision: z.exactOptional(z.string().meta({ description: 'The whole decision.' })),
    })
    .meta({ description: 'Paths of the API, with more to read.' }),
});
