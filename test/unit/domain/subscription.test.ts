import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentTypes } from '#shared/domain/document.ts';
import { type EventType, eventTypes } from '#shared/domain/events.ts';
import { impossible, matches, type SubscriptionFilter } from '#shared/domain/subscription.ts';
import { documentStatuses, type Status } from '#shared/domain/timeline.ts';
import { event, eventsOf } from '../../support/events.ts';
import { anyDecisions, available, draft } from '../../support/histories.ts';

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

  it('matches by any of several parties', () => {
    const reminder = event('document.dueSoon', {
      from: 'inForce',
      to: 'repealed',
      parties: ['alingsas', 'boras'],
    });
    expect(matches({ parties: ['boras'], toStatuses: ['repealed'] }, reminder)).toBe(true);
    expect(matches({ parties: ['region'] }, reminder)).toBe(false);
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
      {
        types: ['party.statusChanged', 'document.versionChanged'],
        parties: ['boras'],
        toStatuses: ['proposed'],
      },
      /^No party.statusChanged or document.versionChanged event is about one party and goes to proposed\.$/,
    ],
    [
      { types: ['document.legallyFinal', 'decision.conditionMet'], fromStatuses: ['inForce'] },
      /^No document.legallyFinal or decision.conditionMet event has a status/,
    ],
    [
      { types: ['document.dueSoon'], fromStatuses: ['notDecided'], toStatuses: ['proposed'] },
      /goes from notDecided and goes to proposed/,
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
    { types: ['decision.conditionMet'], parties: ['boras'] },
    { types: ['document.legallyFinal'], parties: ['boras'] },
    { types: ['document.dueSoon'], parties: ['boras'], toStatuses: ['proposed'] },
    { types: ['document.dueSoon'], fromStatuses: ['inForce'], toStatuses: ['inForce'] },
    { types: ['document.versionChanged'], fromStatuses: ['inForce'], toStatuses: ['inForce'] },
    { parties: ['boras'], fromStatuses: ['notDecided'], toStatuses: ['adopted'] },
  ])('is not seen in one that can: %j', (filter) => {
    expect(impossible(filter)).toBeUndefined();
  });

  it('matches no event of any history', () => {
    const history = fc
      .constantFrom('common', 'perParty')
      .chain((adoption) =>
        anyDecisions(adoption, { minLength: 1, maxLength: 12 }).map((decisions) =>
          eventsOf(draft(adoption), decisions, available),
        ),
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
      // A history with fifty filters takes longer to make small than to read.
      { numRuns: 200, endOnFailure: true },
    );
  });

  it('is seen whenever no event could match', () => {
    const partyStatuses = statuses.filter((status) => status !== 'draft' && status !== 'proposed');
    const changes = (among: readonly Status[]) =>
      among.flatMap((from) => among.filter((to) => to !== from).map((to) => ({ from, to })));
    const stays = (among: readonly Status[]) => among.map((from) => ({ from, to: from }));
    const ofParty = (party: string) => (data: object) => ({ ...data, party });

    const withParties = (party: string) => (data: object) => ({ ...data, parties: [party] });

    /** What events of each type can say, about this party where it is one party's. */
    const dataOf = (type: EventType, party: string): object[] => {
      switch (type) {
        case 'decision.recorded':
        case 'decision.corrected':
        case 'decision.proceedingRecorded':
        case 'document.legallyFinal':
          return [{ party }];
        case 'decision.conditionMet':
          return [{ parties: [party] }];
        case 'document.statusChanged':
          return changes(documentStatuses);
        case 'party.statusChanged':
          return changes(partyStatuses).map(ofParty(party));
        case 'document.versionChanged':
          return [...stays(documentStatuses), ...stays(partyStatuses).map(ofParty(party))];
        case 'document.dueSoon':
          return [
            {},
            ...[...changes(documentStatuses), ...stays(documentStatuses)].map(withParties(party)),
            ...[...changes(partyStatuses), ...stays(partyStatuses)].map(ofParty(party)),
          ];
        case 'document.registered':
        case 'document.updated':
        case 'document.withdrawn':
        case 'document.versionAvailable':
        case 'document.versionRejected':
        case 'document.versionErased':
        case 'document.erased':
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
