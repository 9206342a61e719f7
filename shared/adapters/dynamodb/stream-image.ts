import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { DocumentImage } from '../document-image.ts';
import { documentItem } from './keys.ts';
import { storedDocument } from './schemas/document.ts';
import { storedFact } from './schemas/events.ts';
import { instant } from './schemas/parts.ts';

const attribute: z.ZodType<AttributeValue> = z.lazy(() =>
  z.union([
    z.object({ S: z.string() }),
    z.object({ N: z.string() }),
    z.object({ BOOL: z.boolean() }),
    z.object({ NULL: z.literal(true) }),
    z.object({ L: z.array(attribute) }),
    z.object({ M: z.record(z.string(), attribute) }),
  ]),
);

const image = z.record(z.string(), attribute).transform((attributes) => unmarshall(attributes));

const outbox = z.object({
  item: z.literal(documentItem),
  emitted: z.array(storedFact).default([]),
  wakeAt: instant.exactOptional(),
  correlationId: z.string().exactOptional(),
});

/** The `NewImage` of a stream record of the Documents table. @throws when it is no document's, or cannot be told. */
export const documentFromImage = (newImage: unknown): DocumentImage => {
  const item = image.parse(newImage);
  const { item: _item, ...rest } = outbox.parse(item);
  const document = storedDocument.parse(item);
  // Numbers below one would stand in the log for good, and no reader could go past them.
  if (rest.emitted.length > document.sequence) {
    throw new Error(`${rest.emitted.length} events, but the last is number ${document.sequence}`);
  }
  return { document, ...rest };
};
