import { touchesEffect } from './dated-change.ts';
import type { Boundary, Document } from './document.ts';
import { documentStatuses } from './interval.ts';
import { typeOf } from './passing.ts';
import { impossible, matches, type SubscriptionFilter } from './subscription.ts';

/** The events that tell of what a calendar shows. */
const shown = ['document.statusChanged', 'document.versionChanged', 'party.statusChanged'] as const;

/** Whether a change is in a calendar with the filter: where the filter matches the event that tells of it. */
export const asksFor = (
  filter: SubscriptionFilter,
  { documentId, type, keywords }: Document,
  boundary: Boundary,
): boolean =>
  matches(filter, {
    type: typeOf(boundary),
    subject: documentId,
    data: { ...boundary, type, keywords },
  });

/** Why nothing could ever be in a calendar with the filter; undefined when something could. */
export const impossibleInCalendar = (filter: SubscriptionFilter): string | undefined => {
  const types = shown.filter((type) => filter.types?.includes(type) ?? true);
  if (filter.types?.length && types.length === 0) {
    return 'A calendar shows changes of status and of version: leave out types, or add the type document.statusChanged.';
  }
  const fault = impossible(filter.types?.length === 0 ? filter : { ...filter, types });
  if (fault !== undefined) return fault;
  const {
    fromStatuses = [...documentStatuses, 'notDecided'],
    toStatuses = [...documentStatuses, 'notDecided'],
  } = filter;
  if (fromStatuses.some((from) => toStatuses.some((to) => touchesEffect(from, to)))) return;
  return 'A calendar shows what takes effect and what ceases: leave out fromStatuses and toStatuses, or ask for changes to inForce or repealed.';
};
