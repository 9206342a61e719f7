import * as z from 'zod';
import { documentTypes } from '#shared/domain/document.ts';
import { instant } from './dates.ts';
import { sha256 } from './file-announcement.ts';
import { id } from './ids.ts';

/** Paths of the API behind an event of a document. */
export const documentLinks = z
  .strictObject({
    document: z.string().meta({ description: 'The document as it is now.' }),
    timeline: z.string().meta({ description: 'What holds when: the truth, whatever was told.' }),
  })
  .meta({ description: 'Paths of the API, with more to read.' });

/** Says of which document an event tells. */
export const aboutDocument = {
  documentId: id.meta({ description: 'The document; the `subject` of the event.' }),
  title: z.string().meta({ description: 'Its title when this was recorded.' }),
  type: z.enum(documentTypes).meta({ description: 'Its type.' }),
  keywords: z.array(z.string()).meta({ description: 'Its keywords when this was recorded.' }),
};

const documentEventData = <Details extends z.ZodRawShape>(details: Details) =>
  z.strictObject({
    ...aboutDocument,
    ...details,
    recordedAt: instant.meta({ description: 'The same as `recordedtime`.' }),
    links: documentLinks,
  });

const version = z.int().min(1).meta({ description: 'Number of the version.' });

export const documentRegistered = documentEventData({});

export const documentUpdated = documentEventData({
  changed: z.array(z.string()).meta({
    description:
      'Names of the fields that changed: `title`, `owner`, `keywords`, `reviewBy`, `reminders`, `supplements`, `implements`, `registryNumber`, `parties`, or `replaces` where a decision about another document says whether this one takes over from it.',
  }),
});

export const documentWithdrawn = documentEventData({});

export const versionAvailable = documentEventData({ version });

export const versionRejected = documentEventData({
  version,
  reason: z.string().meta({ description: 'How the file differs from what was announced.' }),
});

const erasureReason = z.string().meta({ description: 'Why, as the operator stated it.' });

export const versionErased = documentEventData({
  version,
  sha256: sha256.meta({ description: 'SHA-256 of the file, as announced.' }),
  reason: erasureReason,
});

export const documentErased = documentEventData({
  reason: erasureReason,
  digest: sha256.meta({ description: 'SHA-256 of what was erased of the draft.' }),
});
