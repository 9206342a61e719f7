import { describe, expect, it } from 'vitest';
import { readSoakOptions, usage } from '../../bench/soak/options.ts';
import { Tally } from '../../bench/soak/tally.ts';

const arrival = (eventId: string, latencyMs = 10) => ({
  eventId,
  type: 'document.registered',
  latencyMs,
  at: 0,
});

describe('the tally of a soak', () => {
  it('counts each event once, and knows a repeat and an overtaken one', () => {
    const tally = new Tally();
    const lag = tally.take([
      arrival('a-0000000001', 10),
      arrival('a-0000000003', 30),
      arrival('a-0000000002', 20),
      arrival('b-0000000001', 40),
      arrival('a-0000000001', 50),
    ]);
    expect(lag).toEqual({ events: 4, p50: 30, p99: 40, max: 40 });
    expect(tally).toMatchObject({ received: 4, repeated: 1, overtaken: 1 });
    expect(tally.take([])).toEqual({ events: 0, p50: 0, p99: 0, max: 0 });
  });

  it('knows what is missing before the last of each document', () => {
    const tally = new Tally();
    tally.take([arrival('a-0000000001'), arrival('a-0000000004'), arrival('b-0000000002')]);
    expect(tally.missing).toBe(3);
  });
});

describe('what npm run bench:soak can be told', () => {
  it('is nothing: then 200 events a second for a quarter of an hour', () => {
    expect(readSoakOptions([])).toEqual({
      help: false,
      rate: 200,
      minutes: 15,
      documents: 1_000,
      subscriptions: 4,
    });
  });

  it.each([
    [['--rate', '0'], '--rate is a number above 0, 1000 at the most, not 0.'],
    [['--minutes', '61'], '--minutes is a number above 0, 60 at the most'],
    [['--documents', 'many'], '--documents is a number above 0'],
    [['--speed', '7'], "Unknown option '--speed'\nnpm run bench:soak -- --help shows"],
  ])('is refused with a sentence otherwise: %j', (args, sentence) => {
    expect(() => readSoakOptions(args)).toThrow(expect.objectContaining({ name: 'Problem' }));
    expect(() => readSoakOptions(args)).toThrow(sentence);
  });

  it('is explained to who asks', () => {
    expect(readSoakOptions(['--help'])).toMatchObject({ help: true });
    for (const option of ['--rate', '--minutes', '--documents', '--subscriptions']) {
      expect(usage).toContain(option);
    }
  });
});
