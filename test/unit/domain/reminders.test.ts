import { describe, expect, it } from 'vitest';
import { applyDue, changeDocument, registerDocument } from '#shared/domain/commands.ts';
import type { Boundary, Document } from '#shared/domain/document.ts';
import { remindersOf } from '#shared/domain/reminders.ts';
import { at, calendar, draft, registration, startOf, step } from '../../support/histories.ts';

const change = (day: string, facts: Partial<Boundary> = {}): Boundary => ({
  at: startOf(day),
  from: 'inForce',
  to: 'repealed',
  ...facts,
});

const document = draft();
const lines = (
  reminders: readonly number[],
  coming: readonly Boundary[],
  now: string,
  more: Partial<Document> = {},
) =>
  remindersOf({ ...document, reminders, ...more }, coming, now, calendar).map(
    ({ dueOn, daysBefore, at: when }) =>
      `${dueOn} ${daysBefore} ${calendar.dateAt(when, document.timeZone)}`,
  );

const july = change('2026-07-01');
const spring = '2026-01-01T00:00:00.000Z';

describe('the reminders of a coming change', () => {
  it('are so many local days before, in order, however they are listed', () => {
    expect(lines([7, 90, 30], [july], spring)).toEqual([
      '2026-07-01 90 2026-04-02',
      '2026-07-01 30 2026-06-01',
      '2026-07-01 7 2026-06-24',
    ]);
  });

  it('come at local midnight, also across the night on which clocks change', () => {
    const [reminder] = remindersOf(
      { ...document, reminders: [7] },
      [change('2026-04-02')],
      spring,
      calendar,
    );
    expect(reminder?.at).toBe('2026-03-25T23:00:00.000Z');
  });

  it('are, of those whose instant has come, the nearest alone', () => {
    const june = startOf('2026-06-01');
    expect(lines([90, 30, 7], [july], step(june, -1))).toEqual([
      '2026-07-01 90 2026-04-02',
      '2026-07-01 30 2026-06-01',
      '2026-07-01 7 2026-06-24',
    ]);
    expect(lines([90, 30, 7], [july], june)).toEqual([
      '2026-07-01 30 2026-06-01',
      '2026-07-01 7 2026-06-24',
    ]);
  });

  it('are none from the first millisecond of the day itself', () => {
    const day = startOf('2026-07-01');
    expect(lines([90, 30, 7], [july], step(day, -1))).toEqual(['2026-07-01 7 2026-06-24']);
    expect(lines([90, 30, 7], [july], day)).toEqual([]);
    const noonOfTheDay = change('2026-07-01', { at: '2026-07-01T10:00:00.000Z' });
    expect(lines([90, 30, 7], [noonOfTheDay], day)).toEqual([]);
  });

  it('are not those that were given, nor farther ones than the last given', () => {
    const given = (reminded: readonly string[]) => lines([90, 30, 7], [july], spring, { reminded });
    expect(given(['change 2026-07-01 90'])).toHaveLength(2);
    expect(given(['change 2026-07-01 30'])).toEqual(['2026-07-01 7 2026-06-24']);
    expect(given(['change 2026-08-01 90', 'review 2026-07-01 90'])).toHaveLength(3);
  });

  it('are one set for all that changes on one day, with every party', () => {
    const coming = [
      change('2026-07-01', { party: 'alingsas' }),
      change('2026-07-01', { party: 'boras' }),
      july,
    ];
    const reminders = remindersOf({ ...document, reminders: [7] }, coming, spring, calendar);
    expect(reminders).toMatchObject([{ dueOn: '2026-07-01', parties: ['alingsas', 'boras'] }]);
    expect(reminders[0]).not.toHaveProperty('party');
  });

  it('are a set of each day', () => {
    expect(lines([7], [july, change('2026-07-02')], spring)).toEqual([
      '2026-07-01 7 2026-06-24',
      '2026-07-02 7 2026-06-25',
    ]);
  });
});

describe('the reminders of a review', () => {
  const registered = (reviewBy: string, now: string) =>
    registerDocument(
      {
        documentId: 'document',
        by: 'registrar',
        registration: { ...registration, reviewBy, reminders: [30, 7] },
      },
      at(now),
    );
  const reminded = (facts: readonly { readonly type: string }[]) =>
    facts.filter(({ type }) => type === 'document.dueSoon');

  it('are given on their days, once, and not on the day itself', () => {
    let { document: state } = registered('2026-12-01', '2026-06-01T00:00:00.000Z');
    const given: string[] = [];
    for (let day = '2026-10-01'; day < '2026-12-10'; day = calendar.dayAfter(day)) {
      const applied = applyDue(state, at(startOf(day)));
      for (const _one of reminded(applied.facts)) given.push(day);
      state = applied.document;
    }
    expect(given).toEqual(['2026-11-01', '2026-11-24']);
  });

  it('are given at once, the nearest alone, where the document is registered inside the window', () => {
    const late = registered('2026-12-01', '2026-11-20T12:00:00.000Z');
    expect(reminded(late.facts)).toMatchObject([
      { daysBefore: 30, daysLeft: 11, time: '2026-11-20T12:00:00.000Z' },
    ]);
    expect(reminded(registered('2026-12-01', '2026-12-01T12:00:00.000Z').facts)).toEqual([]);
  });

  it('move with the date, and go with it', () => {
    const { document: state } = registered('2026-12-01', '2026-06-01T00:00:00.000Z');
    const moved = changeDocument(
      state,
      { reviewBy: '2027-12-01' },
      at('2026-06-02T00:00:00.000Z'),
    ).document;
    expect(reminded(applyDue(moved, at('2026-12-01T00:00:00.000Z')).facts)).toEqual([]);
    const gone = changeDocument(state, { reviewBy: null }, at('2026-06-02T00:00:00.000Z')).document;
    expect(gone.milestones).toEqual([]);
  });
});
