import type { VirtualClock } from '#shared/adapters/memory/clock.ts';
import type { Clock } from '#shared/application/ports.ts';
import { type Instant, shift } from '#shared/domain/instant.ts';

/** Everything that can go on without the clock has gone on: over memory nothing else is waited for. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Lets time pass until the instant, from one thing that is waited for to the next. */
export const passUntil = async (clock: VirtualClock, until: Instant): Promise<void> => {
  await settled();
  for (let [next] = clock.sleepers; next !== undefined && next <= until; [next] = clock.sleepers) {
    clock.set(next);
    await settled();
  }
  clock.set(until);
  await settled();
};

/** The clock of a machine that is so many milliseconds ahead of the others, or behind. */
export const skewed = (clock: Clock, milliseconds: number): Clock => ({
  now: () => shift(clock.now(), milliseconds),
  sleepUntil: (until) => clock.sleepUntil(shift(until, -milliseconds)),
});
