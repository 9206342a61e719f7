import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import type { DocumentWrite } from '#shared/application/ports.ts';
import type { Document } from '#shared/domain/document.ts';
import { between, shift } from '#shared/domain/instant.ts';
import type { Plant } from './plant.ts';

/** Another write of each document in place of the one asked for. */
const writing =
  (
    instead: (one: DocumentWrite, standing: Document | undefined) => DocumentWrite,
  ): NonNullable<Plant['stores']> =>
  ({ repository }) => ({
    repository: {
      ...repository,
      commit: async (write) => {
        const documents = await Promise.all(
          write.documents.map(async (one) =>
            instead(one, await repository.document(one.document.documentId)),
          ),
        );
        await repository.commit({ ...write, documents });
      },
    },
  });

const oneMore = (event: { readonly id: string }) => `${event.id}-again`;

/** Bugs of every class, each of which the simulation must catch. */
export const plants: Readonly<Record<string, readonly Plant[]>> = {
  'lost update': [
    {
      name: 'a document is written whatever its revision is',
      stores: writing((one, standing) => {
        return { ...one, expectedRevision: standing?.revision ?? 0 };
      }),
    },
    {
      name: 'the receipt of a request is not written with what it made',
      stores: ({ repository }) => ({
        repository: {
          ...repository,
          commit: ({ receipt: _forgotten, ...write }) => repository.commit(write),
        },
      }),
    },
  ],
  'missed retry': [
    {
      name: 'the failed entries of PutEvents are dropped',
      ports: ({ bus }) => ({ bus: { publish: (events) => bus.publish(events).catch(() => {}) } }),
    },
    { name: 'the failed messages of fan-out are taken as done', failuresUnheard: 'fan-out' },
    {
      name: 'the failed records of relay-events are taken as done',
      failuresUnheard: 'relay-events',
    },
    {
      name: 'an event that the log does not take is dropped',
      ports: ({ log }) => ({
        log: { ...log, append: (events) => log.append(events).catch(() => {}) },
      }),
    },
    {
      name: 'a delivery that was refused once is given up',
      stores: ({ deliveries }) => ({
        deliveries: {
          ...deliveries,
          update: async ({ nextAttemptAt: _never, ...delivery }, receipt) => {
            const state = delivery.state === 'waiting' ? 'failed' : delivery.state;
            await deliveries.update({ ...delivery, state }, receipt);
          },
        },
      }),
    },
  ],
  'wrong boundary': [
    {
      name: 'what is due at the instant itself is not due yet',
      stores: ({ repository }) => ({
        repository: {
          ...repository,
          due: async (query) => {
            const page = await repository.due(query);
            return { ...page, items: page.items.filter(({ dueAt }) => dueAt < query.until) };
          },
        },
      }),
    },
    {
      name: 'a day begins a millisecond late',
      stores: () => ({
        calendar: {
          ...temporalCalendar,
          startOfDay: (date, zone) => shift(temporalCalendar.startOfDay(date, zone), 1),
        },
      }),
    },
    {
      name: 'a period ends a millisecond after its end',
      stores: ({ repository }) => ({
        repository: {
          ...repository,
          document: async (documentId) => {
            const document = await repository.document(documentId);
            return document && endingLate(document);
          },
        },
      }),
    },
    {
      name: 'apply-due wakes a millisecond early',
      ports: ({ clock }, name) =>
        name === 'apply-due'
          ? {
              clock: {
                ...clock,
                sleepUntil: (until) => {
                  // Short rests are none of it.
                  const isLong = between(clock.now(), until) > 2_500;
                  return clock.sleepUntil(isLong ? shift(until, -1) : until);
                },
              },
            }
          : {},
    },
  ],
  'missed wake-up': [
    {
      name: 'the queue is asked for no wake-up',
      ports: ({ wakeUps }) => ({ wakeUps: { ...wakeUps, enqueue: async () => {} } }),
    },
    {
      name: 'a schedule is for two minutes later',
      ports: ({ wakeUps }) => ({
        wakeUps: {
          ...wakeUps,
          schedule: ({ instant, fireAt }) =>
            wakeUps.schedule({ instant, fireAt: shift(fireAt, 120_000) }),
        },
      }),
    },
  ],
  'double event': [
    {
      name: 'a number is used for two events',
      stores: writing((one, standing) => {
        const reused = standing !== undefined && one.facts.length === 1;
        const sequence = reused ? standing.sequence : one.document.sequence;
        return { ...one, document: { ...one.document, sequence } };
      }),
    },
    {
      name: 'a write tells everything twice, under two numbers',
      stores: writing((one, standing) => {
        const facts = [...one.facts, ...one.facts];
        const sequence = (standing?.sequence ?? 0) + facts.length;
        return { ...one, facts, document: { ...one.document, sequence } };
      }),
    },
    {
      name: 'an event that is published once more gets another id',
      ports: ({ bus }, _name, world) => ({
        bus: {
          publish: (events) =>
            bus.publish(
              events.map((event) =>
                world.isAnnounced(event.id) ? { ...event, id: oneMore(event) } : event,
              ),
            ),
        },
      }),
    },
    {
      name: 'a change that is due is told by everyone who looks',
      ports: ({ repository }, name) =>
        name === 'apply-due'
          ? {
              repository: {
                ...repository,
                commit: async (write) => {
                  await repository.commit(write);
                  const again = write.documents.map(({ document, facts }) => ({
                    document: {
                      ...document,
                      revision: document.revision + 1,
                      sequence: document.sequence + facts.length,
                    },
                    expectedRevision: document.revision,
                    facts,
                  }));
                  await repository.commit({ documents: again });
                },
              },
            }
          : {},
    },
  ],
};

const endingLate = (document: Document): Document => ({
  ...document,
  planned: document.planned.map((one) => ({ ...one, at: shift(one.at, 1) })),
});
