import type { Decision } from './decision.ts';
import type { Document } from './document.ts';
import type { Instant } from './instant.ts';

/** What had been recorded of a document by an instant: the other axis of time. */
export const knownBy = (
  document: Document,
  decisions: readonly Decision[],
  instant: Instant | undefined,
): { readonly document: Document; readonly decisions: readonly Decision[] } => {
  if (instant === undefined) return { document, decisions };
  return {
    document: {
      ...document,
      parties: document.parties.filter(({ recordedAt }) => recordedAt <= instant),
    },
    decisions: decisions.filter(({ recordedAt }) => recordedAt <= instant),
  };
};
