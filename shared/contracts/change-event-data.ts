import * as z from 'zod';
import { documentStatuses, type PartyStatus } from '#shared/domain/timeline.ts';
import { instant, localDate } from './dates.ts';
import { decisionLinks, eventDecision } from './decision-event-data.ts';
import { aboutDocument } from './document-event-data.ts';
import { documentStatus, status } from './status.ts';

const partyStatus = z.enum([
  'notDecided',
  ...documentStatuses.filter((one) => one !== 'draft' && one !== 'proposed'),
]) satisfies z.ZodType<PartyStatus>;

const version = z.int().min(1);

/** The data of a boundary that has passed, `who` says of what, in terms of these statuses. */
const changeEventData = <Who extends z.ZodRawShape, Status extends z.ZodType>(
  who: Who,
  status: Status,
) =>
  z.strictObject({
    ...aboutDocument,
    ...who,
    from: status.meta({ description: 'The status until then.' }),
    to: status.meta({ description: 'The status from then on.' }),
    fromVersion: z.exactOptional(
      version.meta({ description: 'The valid version until then, where there was one.' }),
    ),
    version: z.exactOptional(
      version.meta({ description: 'The valid version from then on, where there is one.' }),
    ),
    currentStatus: status.meta({
      description:
        'What holds when this is told: the same in all events of one write about the document or party.',
    }),
    correction: z.boolean().meta({
      description: 'True where an earlier announcement no longer holds; `from` is what it said.',
    }),
    retroactive: z.boolean().meta({
      description: 'True where the day of effect is before the day on which it was recorded.',
    }),
    lateBySeconds: z.number().min(0).meta({
      description: 'From when it could be told, the later of effect and recording, until it was.',
    }),
    effectiveAt: instant.meta({ description: 'When it took effect: the same as `time`.' }),
    effectiveDate: z
      .strictObject({
        date: localDate.meta({ description: 'The local day of effect.' }),
        timeZone: z.string().meta({
          description: 'The zone of the document.',
          example: 'Europe/Stockholm',
        }),
        precision: z.exactOptional(
          z.enum(['month', 'day', 'time']).meta({ description: 'How exact the source is.' }),
        ),
      })
      .meta({ description: 'The same as a local day, which is the legal truth.' }),
    decision: eventDecision,
    recordedAt: instant.meta({
      description:
        'When the decision behind it was recorded; of what is told together with a later recording, when that was.',
    }),
    links: decisionLinks,
  });

const party = z.string().meta({ description: 'Id of the party.', example: 'alingsas' });

export const statusChanged = changeEventData({}, documentStatus);

export const partyStatusChanged = changeEventData({ party }, partyStatus);

export const versionChanged = changeEventData(
  {
    party: z.exactOptional(
      party.meta({ description: 'Id of the party, where it is for one party.' }),
    ),
  },
  status,
);
