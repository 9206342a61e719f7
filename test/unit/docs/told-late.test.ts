import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Decision } from '#shared/domain/decision.ts';
import type { Document } from '#shared/domain/document.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { eventsOf } from '../../support/events.ts';
import {
  available,
  calendar,
  decision,
  draft,
  entered,
  stockholm,
} from '../../support/histories.ts';
import { decisionsOfVersionTakenBack } from '../../support/story.ts';

const page = readFileSync(new URL('../../../docs/events.md', import.meta.url), 'utf8');

/** The rows of the table that the page shows under a comment. */
const rowsUnder = (name: string): string[] => {
  const [, after = ''] = page.split(`<!-- told: ${name} -->`);
  return (/(?:\|.*\n)+/.exec(after)?.[0] ?? '').trim().split('\n').slice(2);
};

const rowOf = ({ sequence, type, time, data }: CloudEvent): string => {
  const cells = [
    Number(sequence),
    `\`${type}\``,
    calendar.dateAt(time, stockholm),
    ...[data.from, data.to, data.currentStatus, data.version].map((value) => value ?? ''),
    ...[data.retroactive, data.correction].map((holds) => (holds === true ? 'yes' : '')),
  ];
  return `| ${cells.join(' | ')} |`.replaceAll('|  |', '| |').replaceAll('|  |', '| |');
};

const told = (adoption: Document['adoption'], decisions: readonly Decision[]): string[] =>
  eventsOf({ ...draft(adoption), reminders: [] }, decisions, available).map(rowOf);

const adoption = () =>
  decision('adopt', {
    decidedOn: '2020-01-10',
    documentVersion: 1,
    fromAndIncluding: '2020-02-01',
  });

/** Recorded at a time that lets what has passed be told. */
const proposal = () => decision('recommend', { decidedOn: '2020-05-02' });

const repeal = () =>
  decision('repeal', { decidedOn: '2020-03-01', fromAndIncluding: '2020-05-01' });

describe('the page about events shows what is told', () => {
  it('of a document that was adopted for a time that is over', () => {
    const rows = told('common', [
      decision('adopt', {
        decidedOn: '2019-12-10',
        documentVersion: 1,
        fromAndIncluding: '2020-01-01',
        throughAndIncluding: '2024-12-31',
        recordedAt: '2026-11-02T09:00:00.000Z',
      }),
    ]);
    expect(rowsUnder('adopted late')).toEqual(rows);
  });

  it('of a repeal that comes before changes that have been told', () => {
    const rows = told('common', [
      adoption(),
      decision('amend', {
        decidedOn: '2020-05-01',
        documentVersion: 2,
        fromAndIncluding: '2020-06-01',
      }),
      decision('amend', {
        decidedOn: '2020-07-01',
        documentVersion: 3,
        fromAndIncluding: '2020-08-01',
      }),
      decision('recommend', { decidedOn: '2020-09-01' }),
      decision('repeal', {
        decidedOn: '2020-03-01',
        fromAndIncluding: '2020-04-01',
        recordedAt: '2020-11-02T09:00:00.000Z',
      }),
    ]);
    expect(rowsUnder('repealed late')).toEqual(rows.slice(-5));
  });

  it('of a repeal that is revoked from a date', () => {
    const revoked = repeal();
    const revocation = decision('revoke', {
      decidedOn: '2020-06-01',
      revokes: revoked.decisionId,
      fromAndIncluding: '2020-07-01',
    });
    const rows = told('common', [adoption(), revoked, proposal(), revocation]);
    expect(rowsUnder('revoked')).toEqual(rows.slice(-3));
  });

  it('of a repeal that a court annuls', () => {
    const annulled = repeal();
    const annulment = decision('annul', { decidedOn: '2020-06-01', annuls: annulled.decisionId });
    const rows = told('common', [adoption(), annulled, proposal(), annulment]);
    expect(rowsUnder('annulled')).toEqual(rows.slice(-3));
  });

  it('of a repeal whose record had the wrong date', () => {
    const wrong = repeal();
    const correction = entered(
      {
        kind: 'correct',
        corrects: wrong.decisionId,
        record: {
          kind: 'repeal',
          decidedOn: '2020-03-01',
          decidedBy: { organisation: 'Municipality', body: 'Board' },
          fromAndIncluding: '2020-09-01',
          recipients: [],
        },
      },
      '2020-06-01',
    );
    const rows = told('common', [adoption(), wrong, proposal(), correction]);
    expect(rowsUnder('corrected')).toEqual(rows.slice(-4));
  });

  it('of a version of the document that was never one of a party', () => {
    const rows = told('perParty', decisionsOfVersionTakenBack);
    expect(rowsUnder('version taken back')).toEqual(rows.slice(-5));
  });
});
