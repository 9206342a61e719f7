import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCloudEvents } from '#shared/domain/cloud-event.ts';
import { resent } from '#shared/domain/rebuild.ts';
import { reconciliation } from '#shared/domain/reconciliation.ts';
import { at } from '../../support/histories.ts';
import { life, lived } from '../../support/lives.ts';

describe('the correlation id of a write', () => {
  it('is in every event of it, and changes nothing else of them', () => {
    fc.assert(
      fc.property(life, fc.uuid(), (one, correlationId) => {
        for (const { document, facts } of lived(one).writes) {
          const events = toCloudEvents(document, facts, correlationId);
          const without = toCloudEvents(document, facts);
          expect(events).toEqual(
            without.map((event) => ({ ...event, correlationid: correlationId })),
          );
        }
      }),
    );
  });

  it('is in what is sent again from the latest write', () => {
    fc.assert(
      fc.property(life, (one) => {
        const [latest] = lived(one).writes.slice(-1);
        if (latest === undefined) return;
        const { document } = latest;
        const told = resent({ ...latest, correlationId: 'request-1' }, [document.sequence]);
        expect(told).toMatchObject(
          latest.facts.slice(-1).map(() => ({ correlationid: 'request-1' })),
        );
      }),
    );
  });

  it('is nothing to a reconciliation', () => {
    fc.assert(
      fc.property(life, fc.array(fc.boolean(), { minLength: 1 }), (one, marks) => {
        const { document, decisions, events, now } = lived(one);
        const marked = events.map((event, index) =>
          marks[index % marks.length] ? { ...event, correlationid: `request-${index}` } : event,
        );
        const found = reconciliation({ document, decisions, events: marked }, at(now));
        expect(found).toEqual(reconciliation({ document, decisions, events }, at(now)));
      }),
    );
  });
});
