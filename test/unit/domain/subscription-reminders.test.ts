import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Boundary, DecisionSummary, Document } from '#shared/domain/document.ts';
import type { Subscription } from '#shared/domain/subscription.ts';
import { type Given, remindersFor } from '#shared/domain/subscription-reminders.ts';
import { at, calendar, draft, startOf, step, stockholm } from '../../support/histories.ts';
import { subscription } from '../../support/subscriptions.ts';

const repeal: Boundary = {
  at: startOf('2026-07-01'),
  from: 'inForce',
  to: 'repealed',
  decisionId: 'repeal',
  precision: 'month',
};

/** A document that is repealed on 1 July 2026, and reminds of it only as it states. */
const document = (facts: Partial<Document> = {}): Document => ({
  ...draft(),
  planned: [repeal],
  reminders: [],
  ...facts,
});

const asking = (reminders: readonly number[], change: Partial<Subscription> = {}) =>
  subscription(1, { createdAt: '2020-01-01T00:00:00.000Z', reminders, ...change });

const told = (
  subscriber: Subscription,
  about: Document,
  now: string,
  given: readonly Given[] = [],
) => remindersFor(subscriber, { document: about, coming: about.planned }, given, at(now));

const before = (reminder: string): Given => ({ reminder, keys: [`${reminder} *repealed`] });

const daysTold = (...given: Parameters<typeof told>) =>
  told(...given).map(({ reminder: { dueOn, daysBefore } }) => `${dueOn} -${daysBefore}`);

describe('a reminder that a subscription asks for', () => {
  const dueAt = startOf('2026-05-02');

  it('is due from the local beginning of the day so many days ahead', () => {
    expect(daysTold(asking([60]), document(), step(dueAt, -1))).toEqual([]);
    expect(daysTold(asking([60]), document(), dueAt)).toEqual(['2026-07-01 -60']);
  });

  it('is due until the day itself begins', () => {
    expect(daysTold(asking([1]), document(), step(repeal.at, -1))).toEqual(['2026-07-01 -1']);
    expect(daysTold(asking([1]), document(), repeal.at)).toEqual([]);
  });

  it('says what the reminder of the document would say', () => {
    const about = document({ keywords: ['skola'] });
    const [first] = told(asking([60]), about, '2026-05-04T10:00:00.000Z');
    expect(first?.event).toEqual({
      specversion: '1.0',
      id: `${about.documentId}-dueSoon-2026-07-01-60-${subscription().subscriptionId}-change`,
      source: 'ikraft',
      type: 'document.dueSoon',
      subject: about.documentId,
      time: '2026-05-04T10:00:00.000Z',
      recordedtime: '2026-05-04T10:00:00.000Z',
      datacontenttype: 'application/json',
      data: {
        documentId: about.documentId,
        title: 'Guideline',
        type: 'guideline',
        keywords: ['skola'],
        reason: 'change',
        from: 'inForce',
        to: 'repealed',
        dueAt: repeal.at,
        dueDate: { date: '2026-07-01', timeZone: stockholm, precision: 'month' },
        daysBefore: 60,
        daysLeft: 58,
        recordedAt: '2026-05-04T10:00:00.000Z',
        links: expect.objectContaining({ document: `/v1/documents/${about.documentId}` }),
      },
    });
  });

  it('is of the review as well, another one than that of a change on the same day', () => {
    const about = document({ reviewBy: '2026-07-01' });
    const both = told(asking([60]), about, dueAt);
    expect(both.map(({ given }) => given.reminder)).toEqual([
      'change 2026-07-01 60',
      'review 2026-07-01 60',
    ]);
    expect(new Set(both.map(({ event }) => event.id)).size).toBe(2);
    expect(both.map(({ event }) => event.data.reason)).toEqual(['change', 'review']);
  });

  it('is the nearest one alone of those that have passed', () => {
    expect(daysTold(asking([90, 60, 30]), document(), startOf('2026-06-21'))).toEqual([
      '2026-07-01 -30',
    ]);
  });

  it('is not given once a nearer one was', () => {
    const reminded = [before('change 2026-07-01 30')];
    const late = startOf('2026-06-21');
    expect(daysTold(asking([90, 30]), document(), late, reminded)).toEqual([]);
    expect(daysTold(asking([20]), document(), late, reminded)).toEqual(['2026-07-01 -20']);
  });

  it('is given again, under another id, of what else comes about on the day', () => {
    const planned = [repeal, { ...repeal, party: 'boras' }];
    const known = [before('change 2026-07-01 60')];
    const [second, ...others] = told(asking([60]), document({ planned }), dueAt, known);
    expect(others).toEqual([]);
    expect(second?.given).toEqual({
      reminder: 'change 2026-07-01 60 2',
      keys: ['change 2026-07-01 60 boras'],
    });
    expect(second?.event.data).toMatchObject({ party: 'boras', parties: ['boras'] });
    expect(second?.event.id).toMatch(/-change\.2$/u);
    const both = [...known, ...(second ? [second.given] : [])];
    expect(told(asking([60]), document({ planned }), dueAt, both)).toEqual([]);
  });

  it('is another one where the day is another', () => {
    const moved = { ...repeal, at: startOf('2026-06-30') };
    const reminded = [before('change 2026-07-01 60')];
    expect(daysTold(asking([60]), document(), dueAt, reminded)).toEqual([]);
    expect(daysTold(asking([60]), document({ planned: [moved] }), dueAt, reminded)).toEqual([
      '2026-06-30 -60',
    ]);
  });
});

describe('the filter of a subscription', () => {
  const now = startOf('2026-05-02');

  it.each<[string, Subscription['filter'], boolean]>([
    ['types without reminders', { types: ['document.statusChanged'] }, true],
    ['its document', { documentIds: [draft().documentId] }, true],
    ['another document', { documentIds: ['another'] }, false],
    ['another kind of document', { documentTypes: ['policy'] }, false],
    ['another keyword', { keywords: ['skola'] }, false],
    ['the status that it goes to', { toStatuses: ['repealed'] }, true],
    ['another status', { toStatuses: ['inForce'] }, false],
    ['the status that it goes from', { fromStatuses: ['inForce'] }, true],
    ['a party', { parties: ['boras'] }, false],
  ])('by %s', (_name, filter, isTold) => {
    expect(told(asking([60], { filter }), document(), now)).toHaveLength(isTold ? 1 : 0);
  });

  it('by party finds a day on which it changes together with others', () => {
    const planned = ['alingsas', 'boras'].map((party) => ({ ...repeal, party }));
    const filter = { parties: ['boras'] };
    expect(told(asking([60], { filter }), document({ planned }), now)).toHaveLength(1);
  });
});

describe("beside the document's own reminders", () => {
  const now = startOf('2026-05-02');

  it('is nothing on days on which these are given', () => {
    const about = document({ reminders: [60] });
    expect(daysTold(asking([60]), about, now)).toEqual([]);
    const { reminders: _none, ...unstated } = document();
    expect(daysTold(asking([30]), unstated, startOf('2026-06-05'))).toEqual([]);
  });

  it('is nothing for a day of which the document has told, though it states it no more', () => {
    const about = document({ reminded: ['change 2026-07-01 60 *repealed'] });
    expect(daysTold(asking([60]), about, now)).toEqual([]);
  });

  it('is what types keep from the subscription', () => {
    const filter = { types: ['document.statusChanged' as const] };
    const about = document({ reminders: [60], reminded: ['change 2026-07-01 60 *repealed'] });
    expect(daysTold(asking([60], { filter }), about, now)).toEqual(['2026-07-01 -60']);
  });

  it('is nothing that has passed where one of these came nearer', () => {
    const about = document({ reminders: [30] });
    expect(daysTold(asking([60]), about, step(startOf('2026-06-01'), -1))).toHaveLength(1);
    expect(daysTold(asking([60]), about, startOf('2026-06-01'))).toEqual([]);
  });

  it('is nothing of a change recorded so late that the document told of it at once', () => {
    const recordedAt = '2026-06-22T10:00:00.000Z';
    const summary: DecisionSummary = {
      decisionId: 'repeal',
      kind: 'repeal',
      decidedOn: '2026-06-22',
      decidedBy: { organisation: 'Kommunen', body: 'Styrelsen' },
      recordedAt,
    };
    const about = (recorded: string, reminders = [30]) =>
      document({ reminders, causes: { repeal: { ...summary, recordedAt: recorded } } });
    const now = '2026-06-22T11:00:00.000Z';
    expect(daysTold(asking([10]), about(recordedAt), now)).toEqual([]);
    // Recorded before its moment, told by no one else, or heard by others alone: it is given.
    const moment = startOf('2026-06-21');
    expect(daysTold(asking([10]), about(moment), now)).toEqual([]);
    expect(daysTold(asking([10]), about(step(moment, -1)), now)).toEqual(['2026-07-01 -10']);
    expect(daysTold(asking([10]), about(recordedAt, [5]), now)).toEqual(['2026-07-01 -10']);
    const filter = { types: ['document.statusChanged' as const] };
    expect(daysTold(asking([10], { filter }), about(recordedAt), now)).toHaveLength(1);
    const createdAt = step(recordedAt, 1);
    expect(daysTold(asking([10], { createdAt }), about(recordedAt), now)).toHaveLength(1);
    expect(daysTold(asking([10], { createdAt: recordedAt }), about(recordedAt), now)).toEqual([]);
  });

  it('is what a subscription missed that was made after all of these', () => {
    const about = document({ reminders: [30] });
    const createdAt = step(startOf('2026-06-01'), 1);
    expect(daysTold(asking([60], { createdAt }), about, startOf('2026-06-02'))).toHaveLength(1);
  });
});

describe('over any course of time', () => {
  const anyDays = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 });

  it('each day that is looked at is told of once, the others are passed over', () => {
    fc.assert(
      fc.property(
        anyDays,
        fc.uniqueArray(fc.integer({ min: 0, max: 70 }), { maxLength: 20 }),
        (reminders, looks) => {
          const given: Given[] = [];
          // Looks are days before the repeal, from the earliest on.
          for (const daysLeft of looks.toSorted((a, b) => b - a)) {
            const now = step(
              calendar.startOfDay(calendar.plusDays('2026-07-01', -daysLeft), stockholm),
              1,
            );
            const found = told(asking(reminders), document(), now, given);
            expect(found.length).toBeLessThanOrEqual(1);
            given.push(...found.map((one) => one.given));
            expect(told(asking(reminders), document(), now, given)).toEqual([]);
          }
          // By the days alone: the nearest that had passed at a look, where it was not at the one before.
          const expected = looks
            .toSorted((a, b) => b - a)
            .filter((daysLeft) => daysLeft > 0)
            .map((daysLeft) => Math.min(...reminders.filter((days) => days >= daysLeft)))
            .filter(Number.isFinite);
          expect(given.map(({ reminder }) => reminder)).toEqual(
            [...new Set(expected)].map((days) => `change 2026-07-01 ${days}`),
          );
        },
      ),
    );
  });
});
