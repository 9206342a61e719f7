import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Installation } from './installation.ts';
import { invokeAsync, recurring } from './schedules.ts';

const minute = 60_000;
const zone = 'Europe/Stockholm';

/** The next 03:17 in Sweden. */
export const nextNight = (now: Instant): Instant => {
  const today = temporalCalendar.dateAt(now, zone);
  const nights = [today, temporalCalendar.dayAfter(today)].flatMap((date) =>
    temporalCalendar.instantsAt(`${date}T03:17:00`, zone).map(({ instant }) => instant),
  );
  return nights.find((instant) => instant > now) ?? now;
};

/** Two sweeps each minute, reminders each hour, and a reconciliation each night. */
export const windUp = (world: Installation): void => {
  const { surroundings, watch, stores, queues } = world;
  const { time } = surroundings;
  const toNext = (period: number, offset: number) => () =>
    period - ((time.milliseconds - offset + period) % period);
  const byItself = (name: Parameters<Installation['invoke']>[0], event: object) => () =>
    void invokeAsync(surroundings, (given) => world.invoke(name, given), event);

  recurring(surroundings, 'sweep', {
    next: toNext(minute, 0),
    invoke: byItself('apply-due', { sweep: true }),
    isIdle: async () => (watch.nextDue ?? '9999') > time.now,
  });
  recurring(surroundings, 'delivery sweep', {
    next: toNext(minute, 0),
    invoke: byItself('sweep-deliveries', {}),
    isIdle: async () => {
      const looksAtAll = new Date(time.milliseconds).getUTCMinutes() % 30 === 20;
      const due = await stores.endpoints.due({ until: time.now, limit: 1 });
      return due.length === 0 && !(looksAtAll && watch.waiting.size > 0);
    },
  });
  recurring(surroundings, 'reminders', {
    next: toNext(60 * minute, 5 * minute),
    invoke: byItself('remind', {}),
    isIdle: async () => false,
  });
  recurring(surroundings, 'reconciliation', {
    next: () => Date.parse(nextNight(time.now)) - time.milliseconds,
    invoke: () => queues.reconciliations.send({ begin: true }),
    isIdle: async () => false,
  });
};
