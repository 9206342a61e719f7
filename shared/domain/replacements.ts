import type { Calendar } from './calendar.ts';
import type { Replaced } from './document.ts';
import type { TimeZone } from './instant.ts';
import { effectOf } from './steps.ts';
import type { Timeline } from './timeline.ts';

/**
 * What the decisions about one document say of those that take over from it, by the successor's id. One that
 * is annulled, struck or revoked before its effect says nothing.
 */
export const replacementsOf = (
  documentId: string,
  { acts, undone, withoutEffect }: Timeline,
  zone: TimeZone,
  calendar: Calendar,
): ReadonlyMap<string, readonly Replaced[]> => {
  const found = [...acts.values()].flatMap((act) => {
    if (act.kind !== 'replace' || withoutEffect.has(act.decisionId)) return [];
    const { decisionId, replacedBy } = act;
    const from = effectOf(act, zone, calendar)?.at;
    const spans = undone.get(decisionId) ?? [];
    const isOut = spans.some(
      (span) => (span.from ?? '') <= (from ?? '') && (span.to === null || (from ?? '') < span.to),
    );
    if (isOut) return [];
    const to = spans.find((span) => (span.from ?? '') > (from ?? ''))?.from;
    const replaced: Replaced = {
      documentId,
      decisionId,
      ...(from !== undefined && { from }),
      ...(to !== undefined && to !== null && { to }),
    };
    return { replacedBy, replaced };
  });
  return new Map(
    [...Map.groupBy(found, ({ replacedBy }) => replacedBy)].map(([successor, those]) => [
      successor,
      those.map(({ replaced }) => replaced),
    ]),
  );
};
