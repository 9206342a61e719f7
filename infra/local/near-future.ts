import { Temporal } from 'temporal-polyfill';

const timeZone = 'Europe/Stockholm';

/** A whole second this far ahead, as minutes of a meeting could state it. */
export const secondsAhead = (seconds: number) => {
  const then = Temporal.Now.instant().add({ seconds }).round({
    smallestUnit: 'second',
    roundingMode: 'ceil',
  });
  const local = then.toZonedDateTimeISO(timeZone);
  return {
    at: then.epochMilliseconds,
    /** `2026-07-01T08:00:00+02:00[Europe/Stockholm]` */
    fromAndIncluding: local.toString({ smallestUnit: 'second' }),
    clock: local.toPlainTime().toString({ smallestUnit: 'second' }),
    today: Temporal.Now.plainDateISO(timeZone).toString(),
  };
};

/** `22:00:00.412`, in the documents' zone. */
export const clockTime = (epochMilliseconds: number): string =>
  Temporal.Instant.fromEpochMilliseconds(epochMilliseconds)
    .toZonedDateTimeISO(timeZone)
    .toPlainTime()
    .toString({ smallestUnit: 'millisecond' });
