import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentTypes } from '#shared/domain/document.ts';
import { type EventType, eventTypes } from '#shared/domain/events.ts';
import { impossible, matches, type SubscriptionFilter } from '#shared/domain/subscription.ts';
import { documentStatuses, type Status } from '#shared/domain/timeline.ts';
import type { Version } from '#shared/domain/version.ts';
import { event, eventsOf } from '../../support/events.ts';
import { anyDecision, draft } from '../../support/histories.ts';

const statuses: readonly Status[] = [...documentStatuses, 'notDecided'];

const some = <Value>(values: readonly Value[]) =>
  fc.subarray([...values], { minLength: 1, maxLength: Math.min(3, values.length) });

/** Sometimes asks for what never happens. */
const anyFilter: fc.Arbitrary<SubscriptionFilter> = fc.record(
  {
    types: some(eventTypes),
    documentTypes: some(documentTypes),
    parties: some(['alingsas', 'boras']),
    fromStatuses: some(statuses),
    toStatuses: some(statuses),
    keywords: some(['vård', 'skola']),
  },
  { requiredKeys: [] },
);

const common = { types: ['document.statusChanged'], documentTypes: ['policy'] } as const;

describe('a filter', () => {
  const repeal = event('document.statusChanged', {
    type: 'policy',
    keywords: ['vård', 'intyg'],
    from: 'inForce',
    to: 'repealed',
  });
  const ofParty = event('party.statusChanged', {
    party: 'alingsas',
    from: 'adopted',
    to: 'inForce',
  });

  it('that is empty asks for everything', () => {
    expect(matches({}, repeal)).toBe(true);
    expect(matches({}, event('document.registered'))).toBe(true);
  });

  it.each<[string, SubscriptionFilter]>([
    ['its type', { types: ['document.registered', 'document.statusChanged'] }],
    ['its document', { documentIds: ['another', repeal.subject] }],
    ['the type of its document', { documentTypes: ['plan', 'policy'] }],
    ['the status it goes from', { fromStatuses: ['suspended', 'inForce'] }],
    ['the status it goes to', { toStatuses: ['expired', 'repealed'] }],
    ['one of its keywords', { keywords: ['skola', 'intyg'] }],
    ['all of these', { ...common, toStatuses: ['repealed'], keywords: ['vård'] }],
  ])('matches an event by any of several values for %s', (_what, filter) => {
    expect(matches(filter, repeal)).toBe(true);
  });

  it.each<[string, SubscriptionFilter]>([
    ['another type', { types: ['document.registered'] }],
    ['another document', { documentIds: ['another'] }],
    ['another type of document', { documentTypes: ['plan'] }],
    ['another status to go from', { fromStatuses: ['suspended'] }],
    ['another status to go to', { toStatuses: ['inForce'] }],
    ['another keyword', { keywords: ['skola'] }],
    ['a party, where none is named', { parties: ['alingsas'] }],
    ['what matches together with what does not', { ...common, keywords: ['skola'] }],
  ])('does not match an event when it asks for %s', (_what, filter) => {
    expect(matches(filter, repeal)).toBe(false);
  });

  it('matches by party', () => {
    expect(matches({ parties: ['boras', 'alingsas'] }, ofParty)).toBe(true);
    expect(matches({ parties: ['boras'] }, ofParty)).toBe(false);
  });

  it('matches only what each of its conditions matches alone', () => {
    const events = [repeal, ofParty, event('document.registered'), event('decision.recorded')];
    fc.assert(
      fc.property(anyFilter, fc.constantFrom(...events), (filter, one) => {
        const alone = Object.entries(filter).map(([name, values]) =>
          matches({ [name]: values }, one),
        );
        expect(matches(filter, one)).toBe(alone.every(Boolean));
      }),
    );
  });
});

describe('a filter that can never match', () => {
  it.each<[SubscriptionFilter, RegExp]>([
    [{ types: [] }, /^types is empty/],
    [{ types: ['document.registered'], keywords: [] }, /^keywords is empty/],
    [
      { types: ['document.registered', 'document.updated'], toStatuses: ['inForce'] },
      /^No document.registered or document.updated event has a status/,
    ],
    [{ types: ['document.statusChanged'], parties: ['boras'] }, /is about one party/],
    [
      { types: ['document.statusChanged'], toStatuses: ['notDecided'] },
      /^No document.statusChanged event goes to notDecided\.$/,
    ],
    [
      { types: ['party.statusChanged'], fromStatuses: ['draft', 'proposed'] },
      /from draft or proposed/,
    ],
    [
      { parties: ['boras'], toStatuses: ['proposed'] },
      /^No event is about one party and goes to proposed\.$/,
    ],
    [
      { types: ['party.statusChanged'], fromStatuses: ['inForce'], toStatuses: ['inForce'] },
      /goes from inForce and goes to inForce/,
    ],
    [
      { fromStatuses: ['draft'], toStatuses: ['notDecided'] },
      /goes from draft and goes to notDecided/,
    ],
  ])('is told why: %j', (filter, reason) => {
    expect(impossible(filter)).toMatch(reason);
  });

  it.each<SubscriptionFilter>([
    {},
    { types: ['document.registered', 'document.statusChanged'], toStatuses: ['repealed'] },
    { types: ['decision.recorded'], parties: ['boras'] },
    { types: ['document.versionChanged'], fromStatuses: ['inForce'], toStatuses: ['inForce'] },
    { parties: ['boras'], fromStatuses: ['notDecided'], toStatuses: ['adopted'] },
  ])('is not seen in one that can: %j', (filter) => {
    expect(impossible(filter)).toBeUndefined();
  });

  it('matches no event of any history', () => {
    const version: Version = {
      documentId: draft().documentId,
      version: 1,
      key: 'uploads/1',
      fileName: 'a.pdf',
      mediaType: 'application/pdf',
      size: 1,
      sha256: '0'.repeat(64),
      announcedAt: '2020-01-01T00:00:00.000Z',
      announcedBy: 'registrar',
      uploadExpiresAt: '2020-01-01T01:00:00.000Z',
      state: 'available',
      settledAt: '2020-01-01T00:10:00.000Z',
      objectVersion: '1',
    };
    const history = fc
      .constantFrom('common', 'perParty')
      .chain((adoption) =>
        fc
          .array(anyDecision(adoption), { minLength: 1, maxLength: 12 })
          .map((decisions) => eventsOf(draft(adoption), decisions, version)),
      );
    fc.assert(
      fc.property(
        history,
        fc.array(anyFilter, { minLength: 50, maxLength: 50 }),
        (events, filters) => {
          for (const filter of filters.filter((one) => impossible(one) !== undefined)) {
            expect(events.filter((one) => matches(filter, one))).toEqual([]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is seen whenever no event could match', () => {
    const partyStatuses = statuses.filter((status) => status !== 'draft' && status !== 'proposed');
    const changes = (among: readonly Status[]) =>
      among.flatMap((from) => among.filter((to) => to !== from).map((to) => ({ from, to })));
    const stays = (among: readonly Status[]) => among.map((from) => ({ from, to: from }));
    const ofParty = (party: string) => (data: object) => ({ ...data, party });

    /** What events of each type can say, about this party where it is one party's. */
    const dataOf = (type: EventType, party: string): object[] => {
      switch (type) {
        case 'decision.recorded':
          return [{ party }];
        case 'document.statusChanged':
          return changes(documentStatuses);
        case 'party.statusChanged':
          return changes(partyStatuses).map(ofParty(party));
        case 'document.versionChanged':
          return [...stays(documentStatuses), ...stays(partyStatuses).map(ofParty(party))];
        default:
          return [{}];
      }
    };
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const { parties = ['boras'], documentTypes = ['policy'], keywords = [] } = filter;
        const couldMatch = eventTypes.some((type) =>
          dataOf(type, parties[0] ?? '').some((data) =>
            matches(filter, event(type, { type: documentTypes[0], keywords, ...data })),
          ),
        );
        expect(impossible(filter) === undefined).toBe(couldMatch);
      }),
      { numRuns: 1000 },
    );
  });
});
