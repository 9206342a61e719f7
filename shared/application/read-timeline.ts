import type { Document } from '../domain/document.ts';
import type { Instant } from '../domain/instant.ts';
import type { Interval } from '../domain/interval.ts';
import { type Timeline, timeline } from '../domain/timeline.ts';
import { intervalsOf } from './document-view.ts';
import type { UseCaseDependencies } from './document-write.ts';
import { knownDocument } from './known-document.ts';
import type { Asked } from './read-document.ts';

export interface TimelineView {
  readonly document: Document;
  readonly intervals: readonly Interval[];
  /** The second clock, beside each interval. */
  readonly finality: Timeline['finality'];
  /** What the intervals come from. */
  readonly acts: Timeline['acts'];
  /** What begins after it is planned. */
  readonly at: Instant;
}

/** Past and planned intervals of a document or of one party. @throws Refusal */
export const readTimeline = async (
  dependencies: UseCaseDependencies,
  { documentId, at, knownAt, party }: Asked,
): Promise<TimelineView> => {
  const { calendar, clock } = dependencies;
  const { document, decisions } = await knownDocument(dependencies, documentId, knownAt);
  const whole = timeline(document, decisions, calendar);
  const intervals = intervalsOf(document, whole, party);
  const { finality, acts } = whole;
  return { document, intervals, finality, acts, at: at ?? clock.now() };
};
