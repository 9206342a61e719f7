import { expect } from 'vitest';
import type { DocumentImage } from '#shared/adapters/document-image.ts';
import type { BoundaryPassed, EventFact } from '#shared/domain/events.ts';
import { heldOn, type Step, stepsOf } from './model.ts';
import type { Known } from './model-archive.ts';
import { dateAt, midnight, plusDays } from './model-dates.ts';

/** A change of status or of version. */
export const isPassing = (fact: EventFact): fact is BoundaryPassed =>
  fact.type === 'document.statusChanged' ||
  fact.type === 'document.versionChanged' ||
  fact.type === 'party.statusChanged';

const isReminder = (fact: EventFact) => fact.type === 'document.dueSoon';

/** What a write tells is what has come about and was not told before, no more and no less. */
export const checkTold = (document: Known, written: readonly DocumentImage[]): void => {
  for (const { document: stored, emitted } of written) {
    if (stored.documentId !== document.id) continue;
    // As many decisions as were recorded when it was written.
    const { parties, decisionCount, toldThrough, changedAt, reviewBy } = stored;
    const subject = { ...document, parties, decisions: document.decisions.slice(0, decisionCount) };
    document.told = checkPassings(subject, emitted.filter(isPassing), toldThrough);
    for (const reminder of emitted.filter(isReminder)) {
      checkReminder({ ...subject, reviewBy }, reminder, dateAt(changedAt));
    }
  }
};

const checkPassings = (
  document: Known,
  passings: readonly BoundaryPassed[],
  toldThrough: string,
): Known['told'] => {
  const steps = stepsOf(document).filter(({ date }) => midnight(date) <= toldThrough);
  const holds = new Map(steps.map((step) => [keyOfStep(step), step]));
  const fresh = new Map(
    passings.filter(({ correction }) => !correction).map((fact) => [keyOfFact(fact), fact]),
  );
  expect(
    fresh.size + passings.filter(({ correction }) => correction).length,
    'told twice in one write',
  ).toBe(passings.length);
  for (const [key, { decisionId }] of fresh) {
    expect([...holds.keys()], 'told, and does not hold').toContain(key);
    if (document.told.has(key))
      expect(decisionId, `told twice: ${key}`).not.toBe(document.told.get(key));
  }
  for (const key of holds.keys()) {
    if (!document.told.has(key)) expect([...fresh.keys()], 'not told').toContain(key);
  }
  checkCorrections(document, steps, passings);
  const [latest] = passings.filter(({ party }) => party === undefined).slice(-1);
  const { status } = heldOn(document, dateAt(toldThrough)).document;
  if (latest !== undefined) expect(latest.currentStatus).toBe(status);
  return new Map(
    [...holds.keys()].map((key) => [
      key,
      fresh.has(key) ? fresh.get(key)?.decisionId : document.told.get(key),
    ]),
  );
};

/** Where changes are gone and nothing else is told of the same, one correction at the earliest of them. */
const checkCorrections = (
  document: Known,
  steps: readonly Step[],
  passings: readonly BoundaryPassed[],
): void => {
  const news = passings.filter(({ correction }) => !correction);
  const heard = new Set(news.map(({ party }) => party));
  // News of a version are none to who follows the status.
  const heardStatus = new Set(news.filter(({ from, to }) => from !== to).map(({ party }) => party));
  const placesOf = (those: readonly Step[]) =>
    new Set(those.map(({ date, party }) => `${midnight(date)}|${party ?? ''}`));
  const places = placesOf(steps);
  const statusPlaces = placesOf(steps.filter(({ from, status }) => from !== status));
  const expected = new Map<string, string>();
  for (const key of document.told.keys()) {
    const [at = '', party = '', from, , status] = key.split('|');
    const [those, standing] = from === status ? [heard, places] : [heardStatus, statusPlaces];
    if (those.has(party === '' ? undefined : party) || standing.has(`${at}|${party}`)) continue;
    const earliest = expected.get(party);
    if (earliest === undefined || at < earliest) expected.set(party, at);
  }
  const corrections = passings
    .filter(({ correction }) => correction)
    .map(({ party = '', time }) => [party, time]);
  expect(corrections.toSorted()).toEqual([...expected].toSorted());
};

/** What the document itself becomes. */
export const ownSubject = (from: string | undefined, to: string, version?: number): string =>
  from === to ? `*${to} ${version}` : `*${to}`;

const checkReminder = (
  document: Known,
  reminder: Extract<EventFact, { type: 'document.dueSoon' }>,
  today: string,
): void => {
  const { dueOn, daysBefore, to, from, version, party, parties = [], daysLeft } = reminder;
  const what = to === undefined ? 'review' : 'change';
  const key = `${what} ${dueOn} ${daysBefore}`;
  const own = party === undefined && to !== undefined ? [ownSubject(from, to, version)] : [];
  for (const subject of what === 'review' ? [''] : [...own, ...parties]) {
    const told = `${key} ${subject}`;
    expect([...document.reminded], 'reminded twice').not.toContain(told);
    document.reminded.add(told);
  }
  expect(plusDays(dueOn, -daysBefore) <= today && today < dueOn, `${key} on ${today}`).toBe(true);
  expect(plusDays(today, daysLeft)).toBe(dueOn);
  const ahead = what === 'review' ? [document.reviewBy] : stepsOf(document).map(({ date }) => date);
  expect(ahead, `${key} is ahead of nothing`).toContain(dueOn);
};

/** What time alone brings is what a dry run said it would. */
export const checkForetold = (
  { id, foretold }: Known,
  now: string,
  written: readonly DocumentImage[],
): void => {
  if (foretold === undefined) return;
  const told = written
    .filter(({ document }) => document.documentId === id)
    .flatMap(({ emitted }) => emitted.flatMap((fact) => (isPassing(fact) ? keyOfFact(fact) : [])));
  expect(told).toEqual(foretold.filter((key) => key.slice(0, now.length) <= now));
};

const keyOfStep = ({ date, party, from, fromVersion, status, version }: Step): string =>
  [midnight(date), party ?? '', from, fromVersion, status, version].join('|');

/** Equal for events that tell of the same change. */
export const keyOfFact = ({
  time,
  party,
  from,
  fromVersion,
  to,
  version,
}: BoundaryPassed): string => [time, party ?? '', from, fromVersion, to, version].join('|');
