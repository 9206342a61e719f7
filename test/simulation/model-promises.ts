import { expect } from 'vitest';
import type { DocumentImage } from '#shared/adapters/document-image.ts';
import { listDocuments } from '#shared/application/list-documents.ts';
import { readDocument } from '#shared/application/read-document.ts';
import { readTimeline } from '#shared/application/read-timeline.ts';
import { boundariesOf } from '#shared/domain/boundary.ts';
import { toCloudEvents } from '#shared/domain/cloud-event.ts';
import { laterOf } from '#shared/domain/instant.ts';
import { intervalAt } from '#shared/domain/interval.ts';
import { planned, withReminders } from '#shared/domain/plan.ts';
import { replacementsOf } from '#shared/domain/replacements.ts';
import { timeline } from '#shared/domain/timeline.ts';
import { heldOn, stepsOf } from './model.ts';
import { type Archive, type Known, type Model, said } from './model-archive.ts';
import { after, dateAt, dayAfter, midnight, plusDays } from './model-dates.ts';
import { checkTold, ownSubject } from './model-told.ts';

/** What must hold after every command, whatever it was. */
export const checkPromises = async (model: Model, archive: Archive): Promise<void> => {
  const written = archive.written();
  for (const document of model.documents) {
    checkTold(document, written);
    await checkStatus(document, archive);
    await checkRecord(document, archive, written);
    await checkLinks(document, model, archive);
  }
  await checkList(model, archive);
  await checkNoCircle(model, archive);
  for (const { id, at, knownAt, said: before } of model.answers.slice(-9)) {
    if (knownAt >= archive.clock.now()) continue;
    expect(await said(archive, { id, at, knownAt }), `${id} at ${at} as known ${knownAt}`).toBe(
      before,
    );
  }
};

/** Status and version at every boundary that there may be, a millisecond before it and after. */
const checkStatus = async (document: Known, archive: Archive): Promise<void> => {
  const now = archive.clock.now();
  const { id: documentId } = document;
  const { intervals } = await readTimeline(archive, { documentId });
  const parties = await Promise.all(
    document.adoption === 'common'
      ? []
      : document.parties.map(async ({ id: party }) => ({
          party,
          intervals: (await readTimeline(archive, { documentId, party })).intervals,
        })),
  );
  const days = new Set(stepsOf(document).map(({ date }) => date));
  const known = intervals.flatMap(({ from }) => (from === null ? [] : dateAt(from)));
  for (const day of new Set([...days, ...known, dayAfter(dateAt(now))])) {
    for (const at of [-1, 0, 1].map((later) => after(midnight(day), later))) {
      const held = heldOn(document, dateAt(at));
      const { status, version } = intervalAt(intervals, at);
      expect({ at, status, version }).toEqual({ at, ...pick(held.document) });
      for (const { party, intervals: theirs } of parties) {
        const { status, version } = intervalAt(theirs, at);
        expect({ at, party, status, version }).toEqual({
          at,
          party,
          ...pick(held.parties.get(party)),
        });
      }
    }
  }
  const held = heldOn(document, dateAt(now)).document;
  const view = await readDocument(archive, { documentId });
  expect({ status: view.status, version: view.version }).toEqual(pick(held));
  const next = stepsOf(document).find(({ date }) => midnight(date) > now);
  expect(view.next?.at).toBe(next && midnight(next.date));
};

const pick = (held: { status: string; version: number | undefined } | undefined) => ({
  status: held?.status,
  version: held?.version,
});

/** Decisions as they were recorded; the projection as it would be made anew. */
const checkRecord = async (
  { id, decisions }: Known,
  { repository, calendar }: Archive,
  written: readonly DocumentImage[],
): Promise<void> => {
  const document = await repository.document(id);
  expect(await repository.decisions(id)).toEqual(decisions);
  if (document === undefined) throw new Error('A registered document is gone');
  expect(document.decisionCount).toBe(decisions.length);
  if (!written.some((image) => image.document.documentId === id)) return;
  const whole = timeline(document, decisions, calendar);
  // Reminders are as of the write, which may have been about something else than time.
  const anew = withReminders(
    planned(document, whole, calendar),
    boundariesOf(whole, document.timeZone, calendar).filter(({ at }) => at > document.toldThrough),
    laterOf(document.toldThrough, document.changedAt),
    calendar,
  );
  const { current, planned: coming, plannedInFull, awaiting, milestones } = anew;
  expect(document).toMatchObject({ current, planned: coming, plannedInFull, awaiting, milestones });
};

/** What takes over shows it, and no more than that. */
const checkLinks = async (
  { id }: Known,
  model: Model,
  { repository, calendar }: Archive,
): Promise<void> => {
  const links = (await repository.document(id))?.replaces.filter(({ undone }) => !undone) ?? [];
  const expected = model.documents.flatMap((other) => {
    const subject = {
      ...other,
      timeZone: 'Europe/Stockholm',
      parties: other.parties.map((party) => ({ ...party, name: party.id })),
    };
    const whole = timeline(subject, other.decisions, calendar);
    return replacementsOf(other.id, whole).get(id) ?? [];
  });
  const byId = (a: { decisionId: string }, b: { decisionId: string }) =>
    a.decisionId < b.decisionId ? -1 : 1;
  expect(links.toSorted(byId)).toEqual(expected.toSorted(byId));
};

/** Nothing is replaced by itself, by way of others. */
const checkNoCircle = async ({ documents }: Model, { repository }: Archive): Promise<void> => {
  const stored = await repository.documents(documents.map(({ id }) => id));
  const before = (id: string, seen: readonly string[]): readonly string[] =>
    stored
      .filter(({ documentId }) => documentId === id)
      .flatMap(({ replaces }) => replaces.filter(({ undone, to }) => !undone && to === undefined))
      .flatMap(({ documentId }) =>
        seen.includes(documentId) ? documentId : before(documentId, [...seen, documentId]),
      );
  for (const { id } of documents) expect(before(id, [id])).toEqual([]);
};

/** Lists are as exact as reads, whether or not anything has been written since. */
const checkList = async ({ documents }: Model, archive: Archive): Promise<void> => {
  const today = dateAt(archive.clock.now());
  const held = documents.map((document) => ({
    id: document.id,
    status: heldOn(document, today).document.status,
  }));
  for (const status of ['inForce', 'repealed'] as const) {
    const { items } = await listDocuments(archive, { status, limit: 10 });
    const ids = items.map(({ document }) => document.documentId);
    expect(ids.toSorted()).toEqual(
      held
        .filter((one) => one.status === status)
        .map(({ id }) => id)
        .toSorted(),
    );
  }
};

/** After a sweep nothing is due, and every reminder whose day has come has been given. */
export const checkNothingDue = async (
  model: Model,
  { repository, clock }: Archive,
): Promise<void> => {
  const now = clock.now();
  for (let shard = 0; shard < repository.dueShards; shard++) {
    const { items } = await repository.due({ shard, until: now, limit: 10 });
    expect(items.filter(({ item }) => item === 'document')).toEqual([]);
  }
  const today = dateAt(now);
  for (const document of model.documents) {
    for (const { what, dueOn, subject } of daysAhead(document, now)) {
      const days = document.reminders.filter((before) => plusDays(dueOn, -before) <= today);
      if (days.length === 0) continue;
      // One that was given nearer to the day makes those of before superfluous.
      const given = [...document.reminded].filter(
        (key) => key.startsWith(`${what} ${dueOn} `) && key.endsWith(` ${subject}`),
      );
      const nearest = Math.min(...given.map((key) => Number(key.split(' ')[2])));
      expect(nearest, `${what} ${dueOn} of ${subject} on ${today}`).toBeLessThanOrEqual(
        Math.min(...days),
      );
    }
  }
};

/** What reminders are ahead of: coming changes, of the document and of each party, and the review. */
export const daysAhead = (
  document: Known,
  now: string,
): { what: string; dueOn: string; subject: string }[] => {
  const today = dateAt(now);
  const changes = stepsOf(document).filter(({ date }) => date > today);
  return [
    ...changes.map(({ date: dueOn, party, from, status, version }) => ({
      what: 'change',
      dueOn,
      subject: party ?? ownSubject(from, status, version),
    })),
    ...(document.reviewBy !== undefined && document.reviewBy > today
      ? [{ what: 'review', dueOn: document.reviewBy, subject: '' }]
      : []),
  ];
};

/** Every event that was ever written, none twice and none left out. */
export const checkEvents = (archive: Archive): void => {
  const events = archive.repository.stream.flatMap(({ document, emitted }) =>
    toCloudEvents(document, emitted),
  );
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  for (const [subject, theirs] of Map.groupBy(events, (event) => event.subject)) {
    const numbers = theirs.map(({ sequence }) => Number(sequence));
    expect(numbers, subject).toEqual(numbers.map((_, index) => index + 1));
  }
};
