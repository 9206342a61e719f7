import fc from 'fast-check';
import { expect } from 'vitest';
import { applyDue } from '#shared/application/apply-due.ts';
import { stepsOf } from './model.ts';
import { type Archive, type Known, type Model, remembering } from './model-archive.ts';
import { command, known } from './model-command.ts';
import { after, midnight } from './model-dates.ts';
import { checkNothingDue, checkPromises } from './model-promises.ts';
import { checkForetold } from './model-told.ts';

/** Time passes, by days or to a change, and nobody notices. */
export const passes = command(
  'pass',
  fc.oneof(
    fc.record({ days: fc.nat(45) }),
    fc.record({ toChange: fc.nat(3), later: fc.constantFrom(-1, 0, 1) }),
  ),
  (time) => async (model, archive) => {
    const now = archive.clock.now();
    const instant =
      'days' in time
        ? after(now, time.days * 86_400_000)
        : boundary(known(model, time.toChange), now, time.later);
    await remembering(model, archive, async () => {
      if (instant > now) archive.clock.set(instant);
    });
  },
);

const boundary = (document: Known, now: string, later: number): string => {
  const next = stepsOf(document).find(({ date }) => midnight(date) > now);
  return next === undefined ? now : after(midnight(next.date), later);
};

/** What time alone writes is what was foretold; afterwards nothing is due. */
const afterTime = async (model: Model, archive: Archive, writes: number): Promise<void> => {
  const now = archive.clock.now();
  const written = archive.repository.stream.slice(writes);
  for (const document of model.documents) {
    checkForetold(document, now, written);
    document.foretold = undefined;
  }
  await checkPromises(model, archive);
  await checkNothingDue(model, archive);
};

const deadline = '2040-01-01T00:00:00.000Z';

/** The sweep comes, perhaps twice. */
export const sweeps = command('sweep', fc.constantFrom(1, 2), (times) => async (model, archive) => {
  const before = archive.repository.stream.length;
  await applyDue(archive, { deadline });
  const { length } = archive.repository.stream;
  if (times > 1) await applyDue(archive, { deadline });
  expect(archive.repository.stream).toHaveLength(length);
  await afterTime(model, archive, before);
});

/** A wake-up that was asked for at any time, whether or not what it is for still holds: on time, late or early. */
export const wakes = command('wake', fc.nat(30), (which) => async (model, archive) => {
  const asked = archive.repository.stream.flatMap(({ wakeAt }) => wakeAt ?? []);
  const now = archive.clock.now();
  const instant = asked[which % asked.length];
  if (instant === undefined) return;
  const before = archive.repository.stream.length;
  await remembering(model, archive, async () => {
    if (instant > after(now, 90_000)) archive.clock.set(after(instant, -90_000));
    await applyDue(archive, { instant, deadline });
  });
  await afterTime(model, archive, before);
});
