import { describe, expect, it } from 'vitest';
import { resolveFrom, resolveThrough } from '#shared/domain/effective-date.ts';
import { calendar, step, stockholm } from '../../support/histories.ts';

const from = (date: string) => resolveFrom(date, stockholm, calendar);
const through = (date: string) => resolveThrough(date, stockholm, calendar);
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('an effective date', () => {
  it('begins at local midnight, in summer and in winter', () => {
    expect(from('2026-07-01')).toEqual({ at: '2026-06-30T22:00:00.000Z', precision: 'day' });
    expect(from('2026-01-01')).toEqual({ at: '2025-12-31T23:00:00.000Z', precision: 'day' });
  });

  it('begins on the first of a month and ends after its last day', () => {
    expect(from('2026-07')).toEqual({ at: '2026-06-30T22:00:00.000Z', precision: 'month' });
    expect(through('2024-02')).toEqual({ at: '2024-02-29T23:00:00.000Z', precision: 'month' });
  });

  it('ends when its last day is over, on days when clocks change too', () => {
    expect(through('2026-06-30').at).toBe(from('2026-07-01').at);
    expect(through('2026-03-29').at).toBe('2026-03-29T22:00:00.000Z');
    expect(through('2026-10-25').at).toBe('2026-10-25T23:00:00.000Z');
  });

  it('may be a local time with its zone, with or without the offset', () => {
    expect(from('2026-07-01T08:00:00[Europe/Stockholm]')).toEqual({
      at: '2026-07-01T06:00:00.000Z',
      precision: 'time',
    });
    expect(from('2026-07-01T08:00:00+02:00[Europe/Stockholm]').at).toBe('2026-07-01T06:00:00.000Z');
  });

  it('is refused where the offset disagrees with the zone', () => {
    expect(() => from('2026-07-01T08:00:00+01:00[Europe/Stockholm]')).toThrow(
      code('offset_disagrees'),
    );
  });

  it('needs the offset where the local time happens twice', () => {
    const twice = '2026-10-25T02:30:00';
    expect(() => from(`${twice}[Europe/Stockholm]`)).toThrow(code('ambiguous_local_time'));
    expect(from(`${twice}+02:00[Europe/Stockholm]`).at).toBe('2026-10-25T00:30:00.000Z');
    expect(from(`${twice}+01:00[Europe/Stockholm]`).at).toBe('2026-10-25T01:30:00.000Z');
  });

  it('is refused where the clock is put forward over the local time', () => {
    expect(() => from('2026-03-29T02:30:00[Europe/Stockholm]')).toThrow(
      code('nonexistent_local_time'),
    );
  });

  it('is refused in a zone that does not exist', () => {
    expect(() => from('2026-07-01T08:00:00[Europe/Atlantis]')).toThrow(code('unknown_time_zone'));
  });

  it.each(['soon', '', '2026-07-01T08:00:00', '2026-07-01T08:00:00Z'])('is not %j', (text) => {
    expect(() => from(text)).toThrow(code('invalid_date'));
  });

  it('is a whole day or month where it is the last one', () => {
    expect(() => through('2026-07-01T08:00:00[Europe/Stockholm]')).toThrow(code('invalid_date'));
  });
});

describe('the start of a day', () => {
  const dates = [
    '2011-12-30',
    '2015-10-18',
    '2018-11-04',
    '2024-03-31',
    '2025-04-25',
    '2026-07-01',
  ];

  it.each(Intl.supportedValuesOf('timeZone'))('is the first instant of its date in %s', (zone) => {
    for (const date of dates) {
      const start = calendar.startOfDay(date, zone);
      // Where a zone skips the whole day (Apia, 2011-12-30) the next day's start stands for it.
      const first = calendar.dateAt(start, zone);
      expect(first >= date).toBe(true);
      expect(calendar.dateAt(step(start, -1), zone) < date).toBe(true);
    }
  });

  it('is one o’clock where the clock is put forward at midnight', () => {
    expect(calendar.startOfDay('2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z');
    expect(calendar.instantsAt('2018-11-04T00:00:00', 'America/Sao_Paulo')).toEqual([]);
  });
});
