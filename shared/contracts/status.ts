import * as z from 'zod';
import { type DocumentStatus, documentStatuses, type Status } from '#shared/domain/timeline.ts';

/** The status of a document. */
export const documentStatus = z
  .enum(documentStatuses)
  .meta({ id: 'DocumentStatus' }) satisfies z.ZodType<DocumentStatus>;

/** The status of a document or of one party. */
export const status = z.enum([...documentStatuses, 'notDecided']).meta({
  id: 'Status',
  description: '`notDecided` is said of a party only: it has not adopted the document.',
}) satisfies z.ZodType<Status>;
