import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asksFor, impossibleInCalendar } from '#shared/domain/calendar-filter.ts';
import { datedChanges } from '#shared/domain/dated-change.ts';
import { type EventType, eventTypes } from '#shared/domain/events.ts';
import type { SubscriptionFilter } from '#shared/domain/subscription.ts';
import { documentStatuses, type Status } from '#shared/domain/timeline.ts';
import { anyDecisions, calendar, draft } from '../../support/histories.ts';

const statuses: readonly Status[] = [...documentStatuses, 'notDecided'];
const some = <Value>(values: readonly Value[]) =>
  fc.subarray([...values], { minLength: 1, maxLength: Math.min(3, values.length) });

const anyFilter: fc.Arbitrary<SubscriptionFilter> = fc.record(
  {
    types: some<EventType>(eventTypes),
    parties: some(['alingsas', 'nobody']),
    fromStatuses: some(statuses),
    toStatuses: some(statuses),
  },
  { requiredKeys: [] },
);

const anyHistory = fc
  .constantFrom(draft('common'), draft('perParty'))
  .chain((document) =>
    fc.tuple(fc.constant(document), anyDecisions(document.adoption, { maxLength: 8 })),
  );

describe('a filter of a calendar', () => {
  it('is never called impossible while any history has a date that it asks for', () => {
    fc.assert(
      fc.property(anyHistory, anyFilter, ([document, decisions], filter) => {
        const asked = datedChanges(document, decisions, calendar).some(({ boundary }) =>
          asksFor(filter, document, boundary),
        );
        if (asked) expect(impossibleInCalendar(filter)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, SubscriptionFilter, RegExp]>([
    [
      'events that change nothing',
      { types: ['decision.recorded'] },
      /add the type document\.statusCh/,
    ],
    ['proposals', { fromStatuses: ['draft'], toStatuses: ['proposed'] }, /takes effect/],
    [
      'a change to the same',
      { types: ['document.statusChanged'], fromStatuses: ['inForce'], toStatuses: ['inForce'] },
      /No document\.statusChanged event goes from inForce/,
    ],
    ['nothing', { types: [] }, /types is empty/],
    [
      'a party of no change',
      { types: ['document.statusChanged', 'document.registered'], parties: ['a'] },
      /party\.statusChanged/,
    ],
  ])('that asks for %s is impossible, and says why', (_name, filter, reason) => {
    expect(impossibleInCalendar(filter)).toMatch(reason);
  });
});
