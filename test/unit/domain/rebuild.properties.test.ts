import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '#shared/domain/document.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { lostSequences, rebuilt, resent } from '#shared/domain/rebuild.ts';
import { calendar } from '../../support/histories.ts';
import { life, lived } from '../../support/lives.ts';
import { seeded } from '../../support/random.ts';

const runs = { numRuns: 100 };

/** A life of which some events were lost, and what is made again. */
const losses = fc.tuple(life, fc.integer()).map(([acts, seed]) => {
  const random = seeded(seed);
  const whole = lived(acts);
  const lost = whole.events.filter(() => random() < 0.5);
  const placed = whole.events.filter((event) => !lost.includes(event));
  const { document, decisions } = whole;
  const numbers = lostSequences(document, placed);
  const made = rebuilt({ document, decisions, versions: [] }, numbers, placed, calendar);
  return { ...whole, lost, placed, numbers, made };
});

/** Equal where two events say the same, under whatever number. */
const saying = ({ type, time, data }: CloudEvent) =>
  JSON.stringify([type, time, data.from, data.to, data.party, data.decision, data.currentStatus]);

/** What stands on no record: what was stated, and the reminders of what was stated then. */
const isOnRecord = ({ type }: CloudEvent) =>
  type !== 'document.updated' && type !== 'document.dueSoon';

describe('lost events', () => {
  it('are made again one for each, under their ids, at times that fit between their neighbours', () => {
    fc.assert(
      fc.property(losses, ({ events, lost, placed, numbers, made }) => {
        expect(numbers).toEqual(lost.map(({ sequence }) => Number(sequence)));
        expect(made.map(({ id }) => id)).toEqual(lost.map(({ id }) => id));
        const log = [...placed, ...made].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(log).toHaveLength(events.length);
        const times = log.map(({ recordedtime }) => recordedtime);
        expect(times).toEqual(times.toSorted());
      }),
      runs,
    );
  });

  it('are the same again where only decisions and time changed the document', () => {
    fc.assert(
      fc.property(losses, ({ writes, lost, made }) => {
        const isStated = ({ facts }: Change) =>
          facts.some(({ type }) => type === 'document.updated');
        fc.pre(!writes.some(isStated));
        expect(made).toEqual(lost);
      }),
      runs,
    );
  });

  it('say all again that the record has, whatever else was lost', () => {
    fc.assert(
      fc.property(losses, ({ lost, made }) => {
        const said = made.filter(isOnRecord).map(saying);
        expect(said).toEqual(lost.filter(isOnRecord).map(saying));
      }),
      runs,
    );
  });

  it('of the latest write are the same again, without the record', () => {
    fc.assert(
      fc.property(losses, ({ writes, numbers, lost }) => {
        const latest = writes.at(-1);
        const again = latest ? resent(latest, numbers) : [];
        expect(again).toEqual(lost.slice(lost.length - again.length));
      }),
      runs,
    );
  });
});
