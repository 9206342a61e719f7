import { describe, expect, it } from 'vitest';
import { type DatedChange, datedChanges } from '#shared/domain/dated-change.ts';
import type { Decision } from '#shared/domain/decision.ts';
import type { Document } from '#shared/domain/document.ts';
import { calendar, decision, draft, startOf } from '../../support/histories.ts';

const adopted = decision('adopt', {
  decidedOn: '2026-01-10',
  fromAndIncluding: '2026-07-01',
  throughAndIncluding: '2027-06-30',
  documentVersion: 1,
});

/** Each entry as: to which status, on which day, how often changed, and whether it still holds. */
const entriesOf = (decisions: readonly Decision[], subject: Document = draft()) =>
  datedChanges(subject, decisions, calendar).map(
    ({ boundary, sequence, cancelled }: DatedChange) =>
      [
        [boundary.party, boundary.to].filter(Boolean).join(' '),
        calendar.dateAt(boundary.at, 'Europe/Stockholm'),
        sequence,
        ...(cancelled ? ['cancelled'] : []),
      ] as const,
  );

describe('the dated changes of a document', () => {
  it('are none while it is only proposed or recommended', () => {
    const proposed = decision('propose', { decidedOn: '2026-01-01', fromAndIncluding: '2026-07' });
    const recommended = decision('recommend', { decidedOn: '2026-01-02' });
    expect(entriesOf([])).toEqual([]);
    expect(entriesOf([proposed, recommended])).toEqual([]);
  });

  it('are the first day in force and the first day after, not the day of the decision', () => {
    expect(entriesOf([adopted])).toEqual([
      ['inForce', '2026-07-01', 0],
      ['expired', '2027-07-01', 0],
    ]);
  });

  it('keep an entry whose end is moved, and count the move', () => {
    const extended = (through: string) =>
      decision('extend', { decidedOn: '2026-08-01', throughAndIncluding: through });
    const [, end] = datedChanges(draft(), [adopted], calendar);
    const decisions = [adopted, extended('2028-06-30'), extended('2029-06-30')];
    const [, moved] = datedChanges(draft(), decisions, calendar);
    expect(moved).toMatchObject({ key: end?.key, sequence: 2, cancelled: false });
    expect(moved?.boundary.at).toBe(startOf('2029-07-01'));
    expect(moved?.changedAt).toBe('2026-08-01T12:00:00.000Z');
  });

  it('cancel what a repeal before its day prevents', () => {
    const repealed = decision('repeal', {
      decidedOn: '2026-06-01',
      fromAndIncluding: '2026-06-15',
    });
    expect(entriesOf([adopted, repealed])).toEqual([
      ['inForce', '2026-07-01', 1, 'cancelled'],
      ['expired', '2027-07-01', 1, 'cancelled'],
      ['repealed', '2026-06-15', 0],
    ]);
  });

  it('bring a cancelled entry back when the same change holds again', () => {
    const readopted = (decidedOn: string, through?: string) =>
      decision('adopt', {
        decidedOn,
        documentVersion: 1,
        ...(through !== undefined && { throughAndIncluding: through }),
      });
    const untilFurtherNotice = [adopted, readopted('2026-12-01')];
    expect(entriesOf(untilFurtherNotice)[1]).toEqual(['expired', '2027-07-01', 1, 'cancelled']);
    const withAnEnd = [...untilFurtherNotice, readopted('2027-02-01', '2028-06-30')];
    expect(entriesOf(withAnEnd)).toEqual([
      ['inForce', '2026-07-01', 0],
      ['expired', '2028-07-01', 2],
    ]);
    const [first, last] = [[adopted], withAnEnd].map((decisions) =>
      datedChanges(draft(), decisions, calendar).map(({ key }) => key),
    );
    expect(last).toEqual(first);
  });

  it('include another version that becomes valid while it is in force', () => {
    const amended = decision('amend', {
      decidedOn: '2026-08-01',
      fromAndIncluding: '2026-09',
      documentVersion: 2,
    });
    expect(entriesOf([adopted, amended])).toEqual([
      ['inForce', '2026-07-01', 0],
      ['expired', '2027-07-01', 1],
      ['inForce', '2026-09-01', 0],
    ]);
  });

  it('are those of each party and of the document as a whole', () => {
    const alingsas = decision('adopt', {
      decidedOn: '2026-01-10',
      party: 'alingsas',
      fromAndIncluding: '2026-07-01',
    });
    const boras = decision('adopt', {
      decidedOn: '2026-02-10',
      party: 'boras',
      fromAndIncluding: '2026-08-01',
    });
    expect(entriesOf([alingsas, boras], draft('perParty'))).toEqual([
      ['alingsas inForce', '2026-07-01', 0],
      ['inForce', '2026-07-01', 0],
      ['boras inForce', '2026-08-01', 0],
    ]);
  });

  it('are the same for the document, whichever party decides it first', () => {
    const adopt = (party: string, fromAndIncluding: string) =>
      decision('adopt', { decidedOn: '2026-01-10', party, fromAndIncluding });
    const later = [adopt('alingsas', '2026-07-01'), adopt('boras', '2026-07-01')];
    expect(entriesOf(later, draft('perParty'))[1]).toEqual(['inForce', '2026-07-01', 1]);
    const earlier = [...later, adopt('region', '2026-06-01')];
    expect(entriesOf(earlier, draft('perParty'))[1]).toEqual(['inForce', '2026-06-01', 2]);
  });

  it('are followed one by one for a hundred decisions; each one after raises every sequence', () => {
    const many = Array.from({ length: 105 }, (_, index) =>
      decision('recommend', { decidedOn: '2026-02-01', section: `§ ${index}` }),
    );
    const entries = (count: number) => entriesOf([adopted, ...many.slice(0, count - 1)]);
    expect(entries(100)[0]).toEqual(['inForce', '2026-07-01', 0]);
    expect(entries(101)[0]).toEqual(['inForce', '2026-07-01', 1]);
    expect(entries(105)[0]).toEqual(['inForce', '2026-07-01', 5]);
  });
});
