import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporalCalendar as calendar } from '#shared/adapters/temporal/calendar.ts';
import { memoise } from '#shared/adapters/temporal/memoise.ts';
import { Refusal } from '#shared/domain/refusal.ts';
import { plus } from './samples.ts';

const stockholm = 'Europe/Stockholm';
const zones = Intl.supportedValuesOf('timeZone').filter(calendar.isTimeZone);

describe('a time zone', () => {
  it.each(['Europe/Stockholm', 'UTC', 'Asia/Calcutta', 'US/Pacific', 'America/Argentina/Ushuaia'])(
    'is a name of the IANA database: %s',
    (name) => {
      expect(calendar.isTimeZone(name)).toBe(true);
    },
  );

  it.each(['+02:00', '-05', 'Z', '', 'Europe/Alingsas', 'europe/stockholm', 'Stockholm', ' UTC'])(
    'is nothing else: "%s"',
    (name) => {
      expect(calendar.isTimeZone(name)).toBe(false);
    },
  );
});

describe('the start of a local day', () => {
  it.each([
    ['2026-07-01', '2026-06-30T22:00:00.000Z'],
    ['2026-01-01', '2025-12-31T23:00:00.000Z'],
    ['2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', '2026-10-25T23:00:00.000Z'],
    ['2028-02-29', '2028-02-28T23:00:00.000Z'],
  ])('in Sweden is local midnight: %s', (date, instant) => {
    expect(calendar.startOfDay(date, stockholm)).toBe(instant);
  });

  it.each([
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('%s in %s, where clocks skip midnight, is the first instant after', (date, zone, instant) => {
    expect(calendar.startOfDay(date, zone)).toBe(instant);
  });

  it('is in every zone the first millisecond that has the date', () => {
    const date = fc
      .date({
        min: new Date('1990-01-01'),
        max: new Date('2099-12-31'),
        noInvalidDate: true,
      })
      .map((day) => day.toISOString().slice(0, 10));
    fc.assert(
      fc.property(date, fc.constantFrom(...zones), (day, zone) => {
        const start = calendar.startOfDay(day, zone);
        // A day that a zone skipped whole begins where the next one does.
        expect([day, calendar.dayAfter(day)]).toContain(calendar.dateAt(start, zone));
        expect(calendar.dateAt(plus(start, -1), zone) < day).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['2026-02-30', '2025-02-29', '2026-13-01', 'tomorrow'])(
    'is refused for what is no day: %s',
    (date) => {
      expect(() => calendar.startOfDay(date, stockholm)).toThrow(Refusal);
      expect(() => calendar.dayAfter(date)).toThrow(Refusal);
    },
  );
});

describe('a local time', () => {
  const at = (localTime: string) => calendar.instantsAt(localTime, stockholm);

  it('happens once on most days', () => {
    expect(at('2026-07-01T08:00:00')).toEqual([
      { instant: '2026-07-01T06:00:00.000Z', offset: '+02:00' },
    ]);
    expect(at('2026-01-01T08:00')).toEqual([
      { instant: '2026-01-01T07:00:00.000Z', offset: '+01:00' },
    ]);
  });

  it('happens never where the clock is put forward over it', () => {
    expect(at('2026-03-29T01:59:59.999')).toHaveLength(1);
    expect(at('2026-03-29T02:00:00')).toEqual([]);
    expect(at('2026-03-29T02:59:59.999')).toEqual([]);
    expect(at('2026-03-29T03:00:00')).toHaveLength(1);
  });

  it('happens twice where the clock is put back', () => {
    expect(at('2026-10-25T01:59:59.999')).toHaveLength(1);
    expect(at('2026-10-25T02:30:00')).toEqual([
      { instant: '2026-10-25T00:30:00.000Z', offset: '+02:00' },
      { instant: '2026-10-25T01:30:00.000Z', offset: '+01:00' },
    ]);
    expect(at('2026-10-25T03:00:00')).toHaveLength(1);
  });

  it('is refused where it is none', () => {
    expect(() => at('2026-02-30T08:00:00')).toThrow(Refusal);
    expect(() => at('2026-02-01T25:00:00')).toThrow(Refusal);
  });
});

describe('the calendar', () => {
  it('knows the neighbours of a day and the last day of a month', () => {
    expect(calendar.dayAfter('2026-12-31')).toBe('2027-01-01');
    expect(calendar.dayBefore('2028-03-01')).toBe('2028-02-29');
    expect(calendar.lastDayOf('2026-07')).toBe('2026-07-31');
    expect(calendar.lastDayOf('2028-02')).toBe('2028-02-29');
    expect(() => calendar.lastDayOf('2026-13')).toThrow(Refusal);
  });

  it('knows the local date to the millisecond', () => {
    expect(calendar.dateAt('2026-06-30T21:59:59.999Z', stockholm)).toBe('2026-06-30');
    expect(calendar.dateAt('2026-06-30T22:00:00.000Z', stockholm)).toBe('2026-07-01');
  });

  it('counts milliseconds both ways', () => {
    const [from, to] = ['2026-06-30T22:00:00.000Z', '2026-06-30T22:00:01.001Z'];
    expect(calendar.millisecondsBetween(from, to)).toBe(1001);
    expect(calendar.millisecondsBetween(to, from)).toBe(-1001);
  });
});

describe('what is remembered', () => {
  it('is asked for once, within a bound', () => {
    const asked: string[] = [];
    const answer = memoise((first, second) => {
      asked.push(`${first}${second}`);
      return asked.join();
    }, 2);
    for (const first of ['a', 'a', 'b', 'c', 'a']) answer(first, '1');
    expect(asked).toEqual(['a1', 'b1', 'c1', 'a1']);
    expect(answer('a', '1')).not.toBe(answer('a', '2'));
  });
});
