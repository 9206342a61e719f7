import type {
  Deliveries,
  GivenReminder,
  GivenReminders,
  ReminderPlace,
} from '#shared/application/ports.ts';

const keyOf = ({ subscriptionId, reminder }: GivenReminder): string =>
  `${subscriptionId}#${reminder}`;

/** Remembers everything; `deliveries` are those in memory, which take one at once. */
export const memoryGivenReminders = ({
  deliveries,
}: {
  readonly deliveries: Pick<Deliveries, 'create'>;
}): GivenReminders => {
  const byDocument = new Map<string, Map<string, GivenReminder>>();
  let place: ReminderPlace | undefined;

  return {
    give: async (reminder, delivery) => {
      const known = byDocument.get(reminder.documentId) ?? new Map<string, GivenReminder>();
      if (known.has(keyOf(reminder))) return false;
      byDocument.set(reminder.documentId, known.set(keyOf(reminder), reminder));
      await deliveries.create(delivery);
      return true;
    },
    of: async (documentId) =>
      [...(byDocument.get(documentId) ?? [])]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, given]) => given),
    place: async () => place,
    keepPlace: async (next) => {
      place = next;
    },
  };
};
