import { describe, expect, it } from 'vitest';
import { applyDue, changeDocument, registerDocument } from '#shared/domain/commands.ts';
import { decide } from '#shared/domain/decide.ts';
import type { Decision } from '#shared/domain/decision.ts';
import type { Boundary, Document } from '#shared/domain/document.ts';
import type { EventFact } from '#shared/domain/events.ts';
import { nearestOf, reminderKeys, remindersOf } from '#shared/domain/reminders.ts';
import {
  at,
  available,
  calendar,
  decision,
  draft,
  registration,
  startOf,
  step,
} from '../../support/histories.ts';

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
    expect(given(['change 2026-07-01 90 *repealed'])).toHaveLength(2);
    expect(given(['change 2026-07-01 30 *repealed'])).toEqual(['2026-07-01 7 2026-06-24']);
    expect(
      given([
        'change 2026-08-01 90 *repealed',
        'review 2026-07-01 90',
        'change 2026-07-01 90 boras',
      ]),
    ).toHaveLength(3);
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

  it('name, of one day, what none as near was given of', () => {
    const coming = [
      change('2026-07-01', { party: 'alingsas' }),
      change('2026-07-01', { party: 'boras' }),
    ];
    const reminded = ['change 2026-07-01 30 alingsas'];
    const found = remindersOf(
      { ...document, reminders: [30, 7], reminded },
      coming,
      startOf('2026-06-10'),
      calendar,
    );
    expect(found.map(({ daysBefore, party, parties }) => [daysBefore, party, parties])).toEqual([
      [30, 'boras', ['boras']],
      [7, 'alingsas', ['alingsas', 'boras']],
    ]);
  });

  it('tell an amendment from the repeal that comes in its place', () => {
    const amendment = change('2026-07-01', { to: 'inForce', version: 2 });
    const reminded = ['change 2026-07-01 7 *inForce#2'];
    const late = startOf('2026-06-25');
    expect(lines([7], [amendment], late, { reminded })).toEqual([]);
    expect(lines([7], [{ ...amendment, version: 3 }], late, { reminded })).toHaveLength(1);
    expect(lines([7], [july], late, { reminded })).toHaveLength(1);
  });

  it('are a set of each day', () => {
    expect(lines([7], [july, change('2026-07-02')], spring)).toEqual([
      '2026-07-01 7 2026-06-24',
      '2026-07-02 7 2026-06-25',
    ]);
  });
});

describe('the keys of a reminder', () => {
  const day = { dueOn: '2026-07-01', daysBefore: 7 };

  it('are one of each party and of what the document becomes', () => {
    const parties = ['alingsas', 'boras'];
    expect(reminderKeys({ ...day, from: 'adopted', to: 'inForce', version: 1, parties })).toEqual([
      'change 2026-07-01 7 *inForce',
      'change 2026-07-01 7 alingsas',
      'change 2026-07-01 7 boras',
    ]);
    expect(reminderKeys({ ...day, to: 'inForce', party: 'alingsas', parties })).toEqual([
      'change 2026-07-01 7 alingsas',
      'change 2026-07-01 7 boras',
    ]);
    expect(reminderKeys(day)).toEqual(['review 2026-07-01 7']);
  });

  it('are left, of each subject and day, for the nearest reminder alone', () => {
    const keys = [
      'change 2026-07-01 90 boras',
      'change 2026-07-01 30 alingsas',
      'change 2026-07-01 7 boras',
      'change 2026-07-01 7 boras',
      'review 2026-07-01 90',
    ];
    expect(nearestOf(keys)).toEqual([keys[1], keys[2], keys[4]]);
  });
});

describe('a second change on a day already reminded of', () => {
  const noonOf = (date: string) => `${date}T10:00:00.000Z`;
  const adopts = (party: string) =>
    decision('adopt', { decidedOn: '2026-06-01', party, fromAndIncluding: '2026-07-15' });
  const record = (state: Document, decisions: readonly Decision[], facts: Decision, on: string) =>
    decide(
      { document: state, decisions, version: available },
      { ...facts, recordedAt: noonOf(on) },
      at(noonOf(on)),
    );
  const told = (facts: readonly EventFact[]) =>
    facts.filter((fact) => fact.type === 'document.dueSoon').map(({ parties }) => parties);

  it('is reminded of at once, by itself, and once', () => {
    const first = { ...adopts('alingsas'), recordedAt: noonOf('2026-06-20') };
    const planned = record({ ...draft('perParty'), reminders: [7] }, [], first, '2026-06-20');
    const given = applyDue(planned.document, at(startOf('2026-07-08')));
    expect(told(given.facts)).toEqual([['alingsas']]);
    const second = record(given.document, [first], adopts('boras'), '2026-07-10');
    expect(told(second.facts)).toEqual([['boras']]);
    expect(told(applyDue(second.document, at(noonOf('2026-07-14'))).facts)).toEqual([]);
    expect(second.document.reminded).toContain('change 2026-07-15 7 boras');
  });

  it('joins the reminder that is still to come', () => {
    const first = { ...adopts('alingsas'), recordedAt: noonOf('2026-06-20') };
    const planned = record({ ...draft('perParty'), reminders: [7] }, [], first, '2026-06-20');
    const both = record(planned.document, [first], adopts('boras'), '2026-06-21');
    const given = applyDue(both.document, at(startOf('2026-07-08')));
    expect(told(given.facts)).toEqual([['alingsas', 'boras']]);
  });
});

describe('a reminder that is due at once', () => {
  it('is told after the change that it comes of', () => {
    const changes = { title: 'Another', reviewBy: '2020-01-15' };
    const { facts } = changeDocument(draft(), changes, at('2020-01-10T10:00:00.000Z'));
    expect(facts.map(({ type }) => type)).toEqual(['document.updated', 'document.dueSoon']);
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
