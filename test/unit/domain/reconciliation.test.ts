import { describe, expect, it } from 'vitest';
import { advance } from '#shared/domain/project.ts';
import { reconciliation } from '#shared/domain/reconciliation.ts';
import { at, draft } from '../../support/histories.ts';

const now = '2020-06-01T00:00:00.000Z';
const reminder = { what: 'dueSoon', at: now, dueOn: '2020-06-08', daysBefore: 7 } as const;

describe('a document of which the clock of another function has told more', () => {
  it('keeps what was told when a slower clock comes to a reminder', () => {
    const toldThrough = '2020-06-01T00:00:01.000Z';
    const document = { ...draft(), toldThrough, reviewBy: '2020-06-08', milestones: [reminder] };
    expect(advance(document, at(now)).document.toldThrough).toBe(toldThrough);
  });
});

describe('a change that is due', () => {
  const due = { ...draft(), reviewBy: '2020-06-08', milestones: [reminder], reminders: [7] };
  const marked = {
    ...due,
    milestones: [reminder, { ...reminder, at: '2020-06-07T22:00:00.000Z', daysBefore: 0 }],
  };
  const instant = '2020-05-31T22:00:00.000Z';
  const document = {
    ...marked,
    milestones: marked.milestones.map((one) => (one.at === now ? { ...one, at: instant } : one)),
  };
  const repairedAt = (when: string) =>
    reconciliation({ document, decisions: [], events: undefined }, at(when)).repaired;

  it('is left for a minute to what applies it, to the millisecond', () => {
    expect(repairedAt('2020-05-31T22:01:00.000Z')).toEqual([]);
    expect(repairedAt('2020-05-31T22:01:00.001Z')).toMatchObject([
      { repair: 'applied', detail: `due ${instant}` },
    ]);
  });
});
