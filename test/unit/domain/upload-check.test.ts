import { describe, expect, it } from 'vitest';
import { shift } from '#shared/domain/instant.ts';
import { isAskedFor } from '#shared/domain/upload-check.ts';

const dueAt = '2026-06-01T12:00:00.000Z';
const minute = 60_000;

const asked = (minutes: number, offset = 0) =>
  Array.from({ length: minutes }, (_, each) => each).filter((each) =>
    isAskedFor(dueAt, shift(dueAt, each * minute + offset)),
  );

describe('an upload that is due to be looked at', () => {
  it('is asked for at once, and ever more seldom while nobody could look at it', () => {
    expect(asked(720)).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
  });

  it('is asked for twice a day for as long as it takes', () => {
    expect(asked(4 * 1440).slice(11)).toEqual([720, 1440, 2160, 2880, 3600, 4320, 5040]);
  });

  it.each([0, 1, 30_000, 59_999])(
    'is asked for as often by a sweep %d ms into each minute',
    (offset) => {
      expect(asked(1440, offset)).toEqual(asked(1440));
    },
  );
});
