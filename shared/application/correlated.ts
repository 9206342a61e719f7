import type { Deliveries, GivenReminders, ReplayQueue, Repository } from './ports.ts';

/** The ports through which something is told, now or later. */
interface Telling {
  readonly repository?: Pick<Repository, 'commit'>;
  readonly deliveries?: Pick<Deliveries, 'create'>;
  readonly reminders?: Pick<GivenReminders, 'give'>;
  readonly replayQueue?: ReplayQueue;
}

/**
 * The dependencies for the work of one request, message or invocation: every event that is written through
 * them carries its id. An id is for finding things in logs: nothing is decided by it.
 */
export const correlated = <Dependencies extends Telling>(
  dependencies: Dependencies,
  correlationId: string,
): Dependencies => {
  const { repository, deliveries, reminders, replayQueue } = dependencies;
  const marked = <Row extends { readonly event?: object }>(row: Row): Row =>
    row.event === undefined
      ? row
      : { ...row, event: { ...row.event, correlationid: correlationId } };
  const telling: Telling = {
    ...(repository && {
      repository: {
        ...repository,
        commit: (write) => repository.commit({ ...write, correlationId }),
      },
    }),
    ...(deliveries && {
      deliveries: {
        ...deliveries,
        create: (delivery, receipt) => deliveries.create(marked(delivery), receipt),
      },
    }),
    ...(reminders && {
      reminders: {
        ...reminders,
        give: (reminder, delivery) => reminders.give(reminder, marked(delivery)),
      },
    }),
    ...(replayQueue && {
      replayQueue: { enqueue: (step) => replayQueue.enqueue({ ...step, correlationId }) },
    }),
  };
  return { ...dependencies, ...telling };
};
