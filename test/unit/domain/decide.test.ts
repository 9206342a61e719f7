import { describe, expect, it } from 'vitest';
import { toCloudEvents } from '#shared/domain/cloud-event.ts';
import { applyDue } from '#shared/domain/commands.ts';
import { decide } from '#shared/domain/decide.ts';
import type { Decision } from '#shared/domain/decision.ts';
import type { Document } from '#shared/domain/document.ts';
import { limits } from '#shared/domain/limits.ts';
import type { Version } from '#shared/domain/version.ts';
import { at, available, decision, draft, startOf } from '../../support/histories.ts';

const { settledAt: _settledAt, objectVersion: _objectVersion, ...announced } = available;
const awaiting: Version = { ...announced, state: 'awaitingUpload' };

/** A document with its history, each decision recorded at noon of the day given. */
const given = (document: Document, ...history: readonly (readonly [string, Decision])[]) => {
  const decisions: Decision[] = [];
  let state = document;
  for (const [day, facts] of history) {
    const now = `${day}T12:00:00.000Z`;
    const recorded = { ...facts, recordedAt: now };
    state = decide({ document: state, decisions, version: available }, recorded, at(now)).document;
    decisions.push(recorded);
  }
  const when = (facts: Decision, now: string, version: Version | undefined = available) =>
    decide({ document: state, decisions, version }, { ...facts, recordedAt: now }, at(now));
  return { document: state, when };
};

const refusal = (code: string) => expect.objectContaining({ name: 'Refusal', code });
const noon = '2026-11-21T12:00:00.000Z';
const adopt = decision('adopt', { decidedOn: '2020-09-02' });
const repealInJuly = decision('repeal', {
  decidedOn: '2026-05-29',
  fromAndIncluding: '2026-07-01',
});

describe('recording on a draft', () => {
  const { when } = given(draft());

  it('refuses a repeal of what was never adopted', () => {
    expect(() => when(repealInJuly, noon)).toThrow(refusal('nothing_to_repeal'));
  });

  it('refuses a decision that will be taken tomorrow, and takes one of today in the document’s zone', () => {
    const tomorrow = decision('adopt', { decidedOn: '2026-11-22' });
    expect(() => when(tomorrow, '2026-11-21T22:59:59.999Z')).toThrow(refusal('decided_in_future'));
    expect(when(tomorrow, '2026-11-21T23:00:00.000Z').document.current.status).toBe('inForce');
  });

  it('refuses a last day before the first, and takes the same day for both', () => {
    const dates = { decidedOn: '2026-01-01', fromAndIncluding: '2026-07-02' };
    const short = decision('adopt', { ...dates, throughAndIncluding: '2026-07-01' });
    expect(() => when(short, noon)).toThrow(refusal('from_after_through'));
    const oneDay = decision('adopt', { ...dates, throughAndIncluding: '2026-07-02' });
    expect(when(oneDay, noon).document.current.validity).toEqual({
      fromAndIncluding: '2026-07-02',
      throughAndIncluding: '2026-07-02',
    });
  });

  it('refuses a version that is not there or not verified', () => {
    const named = decision('adopt', { decidedOn: '2026-01-01', documentVersion: 1 });
    expect(() => given(draft()).when(named, noon, awaiting)).toThrow(
      refusal('version_not_available'),
    );
    expect(() =>
      decide({ document: draft(), decisions: [], version: undefined }, named, at(noon)),
    ).toThrow(refusal('version_not_found'));
  });

  it('refuses a party where the document is adopted in common', () => {
    const forOne = decision('adopt', { decidedOn: '2026-01-01', party: 'alingsas' });
    expect(() => when(forOne, noon)).toThrow(refusal('party_not_applicable'));
  });

  it('marks an effective date before the decision date, and takes it', () => {
    const backdated = decision('adopt', {
      decidedOn: '2026-03-01',
      fromAndIncluding: '2026-01-01',
    });
    expect(when(backdated, noon).facts[0]).toMatchObject({
      type: 'decision.recorded',
      effectiveBeforeDecided: true,
    });
  });

  it('takes the thousandth decision and refuses the next', () => {
    const crowded = { ...draft(), decisionCount: limits.decisionsPerDocument - 1 };
    expect(given(crowded).when(adopt, noon).document.decisionCount).toBe(1_000);
    const full = { ...draft(), decisionCount: limits.decisionsPerDocument };
    expect(() => given(full).when(adopt, noon)).toThrow(refusal('limit_exceeded'));
  });
});

describe('recording on a document that each party adopts', () => {
  const { when } = given(draft('perParty'));

  it('needs the party of an adoption, and one that is on the list', () => {
    expect(() => when(adopt, noon)).toThrow(refusal('party_required'));
    const stranger = decision('adopt', { decidedOn: '2026-01-01', party: 'nowhere' });
    expect(() => when(stranger, noon)).toThrow(refusal('unknown_party'));
  });

  it('takes no recommendation for a decision', () => {
    const recommended = decision('recommend', { decidedOn: '2020-03-06' });
    expect(when(recommended, noon).document.current.status).toBe('proposed');
  });
});

describe('recording in November a repeal from July', () => {
  const { when } = given(draft(), ['2020-09-02', adopt]);
  const { document, facts } = when(repealInJuly, noon);
  const events = toCloudEvents(document, facts);

  it('has effect at once, from local midnight of the first of July', () => {
    expect(document.current).toMatchObject({
      status: 'repealed',
      since: '2026-06-30T22:00:00.000Z',
      validity: { fromAndIncluding: '2020-09-02', throughAndIncluding: '2026-06-30' },
    });
  });

  it('is told as retroactive with the decision that caused it', () => {
    expect(events.map(({ type }) => type)).toEqual(['decision.recorded', 'document.statusChanged']);
    expect(events[1]).toMatchObject({
      time: '2026-06-30T22:00:00.000Z',
      recordedtime: noon,
      data: {
        from: 'inForce',
        to: 'repealed',
        retroactive: true,
        correction: false,
        lateBySeconds: 0,
        effectiveDate: { date: '2026-07-01', timeZone: 'Europe/Stockholm', precision: 'day' },
        decision: { kind: 'repeal', decidedOn: '2026-05-29' },
      },
    });
  });
});

describe('recording ahead', () => {
  const { document, when } = given(draft(), ['2020-09-02', adopt]);
  const planned = when(repealInJuly, '2026-06-01T12:00:00.000Z');

  it('plans the change and tells of the decision, with the one reminder that a month ahead is worth', () => {
    expect(planned.facts).toMatchObject([
      { type: 'decision.recorded' },
      { type: 'document.dueSoon', dueOn: '2026-07-01', daysBefore: 30, daysLeft: 30 },
    ]);
    expect(planned.document.planned).toMatchObject([{ at: startOf('2026-07-01'), to: 'repealed' }]);
  });

  it('tells of the change at its instant, not a millisecond before, and once', () => {
    const before = applyDue(planned.document, at('2026-06-30T21:59:59.999Z'));
    expect(before.facts).toMatchObject([{ type: 'document.dueSoon', daysBefore: 7, daysLeft: 1 }]);
    const due = applyDue(before.document, at('2026-06-30T22:00:00.250Z'));
    expect(due.facts).toMatchObject([
      { type: 'document.statusChanged', to: 'repealed', retroactive: false, lateBySeconds: 0.25 },
    ]);
    expect(applyDue(due.document, at('2026-06-30T22:00:01.000Z')).facts).toEqual([]);
  });

  it('takes nothing back when the next decision is recorded by a clock that is behind', () => {
    const due = applyDue(planned.document, at('2026-06-30T22:00:01.000Z'));
    const recommended = decision('recommend', { decidedOn: '2026-06-30' });
    const { facts, document: after } = decide(
      { document: due.document, decisions: [adopt, repealInJuly], version: undefined },
      { ...recommended, recordedAt: '2026-06-30T21:59:59.000Z' },
      at('2026-06-30T21:59:59.000Z'),
    );
    expect(facts.map(({ type }) => type)).toEqual(['decision.recorded']);
    expect(after.current.status).toBe('repealed');
  });

  it('raises the revision by one and the sequence by the events', () => {
    expect(planned.document.revision).toBe(document.revision + 1);
    expect(planned.document.sequence).toBe(document.sequence + planned.facts.length);
  });
});

describe('recording a late adoption for a period that is over', () => {
  it('tells of its beginning and of its end', () => {
    const past = decision('adopt', {
      decidedOn: '2019-12-01',
      fromAndIncluding: '2020-01-01',
      throughAndIncluding: '2024-12-31',
    });
    const { facts } = given(draft()).when(past, noon);
    expect(facts.map((fact) => ('to' in fact ? fact.to : fact.type))).toEqual([
      'decision.recorded',
      'adopted',
      'inForce',
      'expired',
    ]);
  });
});

describe('recording late that a period had been extended', () => {
  const period = decision('adopt', {
    decidedOn: '2019-12-01',
    fromAndIncluding: '2020-01-01',
    throughAndIncluding: '2024-12-31',
  });
  const extended = decision('extend', {
    decidedOn: '2024-11-01',
    throughAndIncluding: '2027-12-31',
  });

  it('corrects the expiry that was told, with what holds instead', () => {
    const { facts } = given(draft(), ['2025-03-01', period]).when(extended, noon);
    expect(facts.slice(1)).toMatchObject([
      {
        type: 'document.statusChanged',
        time: startOf('2025-01-01'),
        from: 'expired',
        to: 'inForce',
        currentStatus: 'inForce',
        correction: true,
        decisionId: extended.decisionId,
      },
    ]);
  });
});

describe('recording late what changes how a later change came about', () => {
  it('tells that change again, as recorded now, and not years late', () => {
    const period = decision('adopt', {
      decidedOn: '2019-12-01',
      fromAndIncluding: '2020-01-01',
      throughAndIncluding: '2024-12-31',
      documentVersion: 1,
    });
    const amended = decision('amend', { decidedOn: '2023-01-01', documentVersion: 2 });
    const { facts } = given(draft(), ['2020-01-02', period]).when(amended, noon);
    expect(facts.slice(1)).toMatchObject([
      { type: 'document.versionChanged', version: 2, lateBySeconds: 0, retroactive: true },
      {
        type: 'document.statusChanged',
        to: 'expired',
        fromVersion: 2,
        lateBySeconds: 0,
        retroactive: true,
      },
    ]);
  });
});

describe('a common repeal of what parties have adopted', () => {
  it('is told for each of them before it is told for the document', () => {
    const byParty = (party: string) => decision('adopt', { decidedOn: '2020-09-02', party });
    const { when } = given(
      draft('perParty'),
      ['2020-09-03', byParty('alingsas')],
      ['2020-09-03', byParty('boras')],
    );
    const { facts } = when(repealInJuly, noon);
    expect(facts.slice(1)).toMatchObject([
      { type: 'party.statusChanged', party: 'alingsas', to: 'repealed' },
      { type: 'party.statusChanged', party: 'boras', to: 'repealed' },
      { type: 'document.statusChanged', to: 'repealed' },
    ]);
  });
});

describe('a party that adopts late, from a day on which the document came into force by another', () => {
  it('is told of, and the document is not told of again', () => {
    const byParty = (party: string, decidedOn: string) =>
      decision('adopt', { decidedOn, party, fromAndIncluding: '2020-10-01' });
    const { when } = given(draft('perParty'), ['2020-10-05', byParty('alingsas', '2020-09-02')]);
    // Decided before, so that it is the first cause of the document's own change at that instant.
    const { facts } = when(byParty('boras', '2020-08-01'), noon);
    expect(facts.slice(1)).toMatchObject([
      { type: 'party.statusChanged', party: 'boras', to: 'adopted' },
      { type: 'document.statusChanged', to: 'adopted', time: '2020-07-31T22:00:00.000Z' },
      { type: 'party.statusChanged', party: 'boras', to: 'inForce' },
    ]);
  });
});

describe('a document with more to come than its item holds', () => {
  it('keeps the first boundaries and knows that there are more', () => {
    const amendments = Array.from({ length: 150 }, (_, index) =>
      decision('amend', {
        decidedOn: '2020-09-03',
        documentVersion: 1 + (index % 2),
        fromAndIncluding: new Date(Date.UTC(2027, 0, 1 + index)).toISOString().slice(0, 10),
      }),
    );
    const { document } = given(
      draft(),
      ['2020-09-03', adopt],
      ...amendments.map((one) => ['2020-09-04', one] as const),
    );
    expect(document.planned).toHaveLength(100);
    expect(document.plannedInFull).toBe(false);
    // Reminders are planned of those beyond as well, as far as they come before the last of these.
    expect(Object.keys(document.causes).length).toBeLessThanOrEqual(151);
  });
});
