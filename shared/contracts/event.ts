import * as z from 'zod';
import { cloudEvent } from './cloud-event.ts';
import { eventData } from './event-data.ts';
import { eventExamples } from './event-examples.ts';
import { id } from './ids.ts';

type Type = keyof typeof eventData;

const documentEventOf = <T extends Type>(type: T) =>
  z.strictObject({ ...cloudEvent.shape, ...attributes(type) }).meta(descriptionOf(type));

const subscriptionEventOf = <T extends Type>(type: T) =>
  z.strictObject({ ...ofSubscription, ...attributes(type) }).meta(descriptionOf(type));

const { sequence, ...unnumbered } = cloudEvent.shape;

const ofSubscription = {
  ...unnumbered,
  id: z.string().meta({ description: 'The same over every attempt, and for nothing else.' }),
  subject: id.meta({ description: 'The `subscriptionId`.' }),
};

const attributes = <T extends Type>(type: T) => ({
  source: z.literal('ikraft').meta({ description: 'The sender.' }),
  type: z.literal(type).meta({ description: 'What happened.' }),
  data: eventData[type],
});

const descriptionOf = (type: Type) => ({
  id: `${nameOf(type)}Event`,
  description: eventData[type].description,
  example: eventExamples[type],
});

/** `document.registered` → `DocumentRegistered`. */
const nameOf = (type: Type): string =>
  type.replace(/(?:^|\.)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** One that a subscription alone asks for has no place among the events of the document. */
const reminderEvent = z
  .strictObject({
    ...cloudEvent.shape,
    id: z.string().meta({
      description:
        'The same over every repeat: `<documentId>-<sequence>`, or another where there is no sequence.',
    }),
    sequence: z.exactOptional(
      sequence.meta({
        description:
          'Position among the events of the document. Absent in a reminder that a subscription alone asks for.',
      }),
    ),
    ...attributes('document.dueSoon'),
  })
  .meta(descriptionOf('document.dueSoon'));

/** The events of a document, by type. */
export const documentEvents = [
  documentEventOf('document.registered'),
  documentEventOf('document.updated'),
  documentEventOf('document.withdrawn'),
  documentEventOf('document.versionAvailable'),
  documentEventOf('document.versionRejected'),
  documentEventOf('document.versionErased'),
  documentEventOf('document.erased'),
  documentEventOf('decision.recorded'),
  documentEventOf('decision.corrected'),
  documentEventOf('decision.proceedingRecorded'),
  documentEventOf('decision.conditionMet'),
  documentEventOf('document.statusChanged'),
  documentEventOf('document.versionChanged'),
  documentEventOf('party.statusChanged'),
  reminderEvent,
  documentEventOf('document.legallyFinal'),
] as const;

/** Those about a subscription itself: in no log, and sent to it or its owner alone. */
export const subscriptionEvents = [
  subscriptionEventOf('subscription.test'),
  subscriptionEventOf('subscription.disabled'),
] as const;

/** An event of a document, exactly as it is sent and listed. */
export const documentEvent = z.discriminatedUnion('type', documentEvents).meta({
  id: 'CloudEvent',
  description: 'CloudEvents 1.0 in structured JSON; `type` tells what `data` is.',
});
