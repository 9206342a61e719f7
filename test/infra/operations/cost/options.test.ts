import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCostOptions, usage } from '../../../../infra/operations/cost/options.ts';
import { idle } from '../../../../infra/operations/cost/workload.ts';

describe('what npm run cost can be told', () => {
  it('names a file of prices that is there', () => {
    const [file] = /\S+\.json/.exec(usage) ?? [];
    expect(existsSync(String(file))).toBe(true);
  });

  it('is nothing: then an installation is idle, and nothing is for free', () => {
    const { workload, ...rest } = readCostOptions([]);
    expect(workload).toEqual({ ...idle, reach: 0.1, fileBytes: 500_000 });
    expect(rest).toMatchObject({ help: false, freeTier: false, json: false, settings: {} });
  });

  it('is how much there is: the rest follows from it', () => {
    const args = '--documents 50000 --subscribers 200 --changes 20000'.split(' ');
    expect(readCostOptions(args).workload).toEqual({
      documents: 50_000,
      subscribers: 200,
      changes: 20_000,
      uploads: 10_000,
      reads: 200_000,
      users: 200,
      reach: 0.1,
      fileBytes: 500_000,
    });
  });

  it('is everything by itself', () => {
    const args = [
      ...'--changes 10 --uploads 1 --reads 2 --users 3 --reach 50 --file-kb 4'.split(' '),
      ...'--set stage=development --set alarmEmail= --prices x.json --free-tier --json'.split(' '),
    ];
    expect(readCostOptions(args)).toEqual({
      help: false,
      workload: {
        ...{ documents: 0, subscribers: 0, changes: 10, uploads: 1, reads: 2, users: 3 },
        ...{ reach: 0.5, fileBytes: 4_000 },
      },
      prices: 'x.json',
      freeTier: true,
      json: true,
      settings: { stage: 'development', alarmEmail: '' },
    });
  });

  it.each([
    [['--documents', '-1'], "'--documents' argument is ambiguous"],
    [['--documents=-1'], '--documents must be a whole number from 0 to a billion, not -1.'],
    [['--changes', '1.5'], '--changes must be a whole number from 0 to a billion, not 1.5.'],
    [['--reads', '1e3'], '--reads must be a whole number from 0 to a billion, not 1e3.'],
    [['--reads', '1000000001'], '--reads must be a whole number'],
    [['--subscribers='], '--subscribers must be a whole number'],
    [['--reach', '101'], '--reach is a percentage: 101 is more than 100.'],
    [['--set', 'stage'], '--set must look like stage=development, not stage.'],
    [['--month', '7'], "Unknown option '--month'"],
    [['idle'], 'Unexpected argument'],
  ])('is refused with a sentence otherwise: %j', (args, sentence) => {
    expect(() => readCostOptions(args)).toThrow(sentence);
  });
});
