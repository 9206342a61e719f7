import * as z from 'zod';
import { conditions } from '#shared/domain/decision.ts';
import { documentTypes } from '#shared/domain/document.ts';
import type { AnswerOf } from './answer.ts';
import { instant, localDate } from './dates.ts';
import { actKind } from './decision-summary.ts';
import { id } from './ids.ts';
import { party } from './party.ts';
import { status } from './status.ts';

/** The next change that is planned. */
const nextChange = z
  .strictObject({
    at: instant,
    kind: z.enum(['status', 'version', 'party']).meta({
      description:
        '`status` of the document, `version` of the document or a party, or `party`: the status of one.',
    }),
    status,
    party: z.exactOptional(z.string()),
    version: z.exactOptional(z.int()),
    decisionId: z.exactOptional(id),
    replacedBy: z.exactOptional(
      id.meta({ description: 'The document that takes over, where the status is `replaced`.' }),
    ),
  })
  .meta({ id: 'NextChange' });

const summary = {
  documentId: id,
  title: z.string(),
  type: z.enum(documentTypes),
  language: z.string(),
  issuer: z.strictObject({ organisation: z.string(), body: z.exactOptional(z.string()) }),
  owner: z.exactOptional(z.string()),
  registryNumber: z.exactOptional(z.string()),
  adoption: z.enum(['common', 'perParty']),
  keywords: z.array(z.string()),
  timeZone: z.string(),
  reviewBy: z.exactOptional(localDate),
  reminders: z.array(z.int()).meta({
    description: 'Days before a change, or before `reviewBy`, on which a reminder is due.',
  }),
  supplements: z.exactOptional(z.array(id)),
  implements: z.exactOptional(z.array(id)),
  status,
  statusSince: instant.nullable().meta({ description: 'Null where it has never changed.' }),
  currentVersion: z.exactOptional(z.int()),
  legallyFinalOn: z.exactOptional(
    localDate.meta({
      description:
        'The first day on which the decision behind the status is legally final, as far as is known: another clock than the status.',
    }),
  ),
  awaitingDate: z.exactOptional(
    z
      .array(
        z.strictObject({
          decisionId: id,
          kind: actKind,
          party: z.exactOptional(z.string()),
          condition: z.enum(conditions),
          metAt: z.exactOptional(instant),
        }),
      )
      .meta({ description: 'Decisions without effect until their date is set.' }),
  ),
  validity: z
    .strictObject({
      fromAndIncluding: z.exactOptional(localDate),
      throughAndIncluding: z.exactOptional(localDate),
    })
    .meta({ description: 'The days in force, both included, in the zone of the document.' }),
  next: nextChange.nullable(),
  replaces: z.array(
    z.strictObject({
      documentId: id,
      decisionId: id,
      from: z.exactOptional(
        instant.meta({ description: 'When it takes over; absent while the date is awaited.' }),
      ),
      to: z.exactOptional(instant.meta({ description: 'When that ends, as it was taken back.' })),
    }),
  ),
  registeredAt: instant,
  registeredBy: z.string(),
  changedAt: instant,
  revision: z.int(),
  sequence: z.int().meta({ description: 'Number of the latest event of the document.' }),
};

/** A row of `GET /v1/documents`: a document without its parties. */
export const documentSummary = z.strictObject(summary).meta({ id: 'DocumentSummary' });

/** A document, now or at an instant, as a whole or for one party. */
export const documentAnswer = z
  .strictObject({
    ...summary,
    parties: z.array(party),
    replacedBy: z.exactOptional(
      id.meta({ description: 'The document that takes over, where the status is `replaced`.' }),
    ),
    at: z.exactOptional(instant.meta({ description: 'The instant that was asked for.' })),
    knownAt: z.exactOptional(
      instant.meta({ description: 'What was recorded after this instant is left out.' }),
    ),
    party: z.exactOptional(
      z.string().meta({
        description:
          'The party that was asked for: status, statusSince, currentVersion, validity and next are its own.',
      }),
    ),
  })
  .meta({ id: 'Document' });

export type DocumentSummary = AnswerOf<typeof documentSummary>;
export type DocumentAnswer = AnswerOf<typeof documentAnswer>;
