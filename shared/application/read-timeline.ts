import type { Document } from '../domain/document.ts';
import type { Instant } from '../domain/instant.ts';
import type { Interval } from '../domain/interval.ts';
import { timeline } from '../domain/timeline.ts';
import { intervalsOf } from './document-view.ts';
import { existing, type UseCaseDependencies } from './document-write.ts';
import type { Asked } from './read-document.ts';

export interface TimelineView {
  readonly document: Document;
  readonly intervals: readonly Interval[];
  /** What begins after it is planned. */
  readonly at: Instant;
}

/** Past and planned intervals of a document or of one party. @throws Refusal */
export const readTimeline = async (
  dependencies: UseCaseDependencies,
  { documentId, at, party }: Asked,
): Promise<TimelineView> => {
  const { repository, calendar, clock } = dependencies;
  const document = await existing(dependencies, documentId);
  const whole = timeline(document, await repository.decisions(documentId), calendar);
  const intervals = intervalsOf(document, whole, party);
  return { document, intervals, at: at ?? clock.now() };
};
