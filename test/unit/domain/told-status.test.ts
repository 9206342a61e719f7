import { describe, expect, it } from 'vitest';
import type { Decision } from '#shared/domain/decision.ts';
import { eventsOf } from '../../support/events.ts';
import { available, decision, draft, entered } from '../../support/histories.ts';

const statusesTold = (decisions: readonly Decision[]) =>
  eventsOf(draft(), decisions, available)
    .filter(({ type }) => type === 'document.statusChanged')
    .map(({ data }) => [data.from, data.to, data.currentStatus, data.correction]);

describe('who follows the status alone', () => {
  const term = decision('adopt', {
    decidedOn: '2026-05-01',
    documentVersion: 1,
    throughAndIncluding: '2026-05-15',
    recordedAt: '2026-05-20T12:00:00.000Z',
  });

  it('hears that it has not expired where a renewal is recorded late, with another version', () => {
    const renewal = decision('adopt', {
      decidedOn: '2026-05-10',
      documentVersion: 2,
      recordedAt: '2026-06-01T12:00:00.000Z',
    });
    expect(statusesTold([term, renewal])).toEqual([
      ['draft', 'inForce', 'expired', false],
      ['inForce', 'expired', 'expired', false],
      ['expired', 'inForce', 'inForce', true],
    ]);
  });

  it('hears that a repeal is none where it is corrected into an amendment', () => {
    const adopted = decision('adopt', { decidedOn: '2026-01-10', documentVersion: 1 });
    const repeal = decision('repeal', { decidedOn: '2026-02-10' });
    const correction = entered(
      {
        kind: 'correct',
        corrects: repeal.decisionId,
        record: {
          kind: 'amend',
          decidedOn: '2026-02-10',
          decidedBy: repeal.decidedBy,
          recipients: [],
          documentVersion: 2,
        },
      },
      '2026-03-01',
    );
    expect(statusesTold([adopted, repeal, correction]).at(-1)).toEqual([
      'repealed',
      'inForce',
      'inForce',
      true,
    ]);
  });
});
