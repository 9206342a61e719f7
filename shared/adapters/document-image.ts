import type { Document } from '#shared/domain/document.ts';
import type { EventFact } from '#shared/domain/events.ts';
import type { Instant } from '#shared/domain/instant.ts';

/** A document as one write left it, with what that write has to tell: the outbox. */
export interface DocumentImage {
  readonly document: Document;
  readonly emitted: readonly EventFact[];
  readonly wakeAt?: Instant;
  readonly correlationId?: string;
}
