import { describe, expect, it } from 'vitest';
import { readRedriveOptions, sources } from '../../../infra/operations/redrive-options.ts';
import { ikraft } from '../synthesize.ts';

describe('what npm run redrive can be told', () => {
  it('is nothing: then everything of the stack Ikraft is sent in again', () => {
    expect(readRedriveOptions([])).toEqual({
      help: false,
      stackName: ikraft().stack.stackName,
      from: sources,
      dryRun: false,
    });
  });

  it('is another stack, some of the places, and to count only', () => {
    const args = ['--from', 'streams', '--dry-run', '--stack', 'Test', '--from=events'];
    expect(readRedriveOptions(args)).toMatchObject({
      stackName: 'Test',
      from: ['events', 'streams'],
      dryRun: true,
    });
  });

  it.each([
    [
      ['--from', 'webhooks'],
      'There is no webhooks: --from takes uploads, erasures, wake-ups, events',
    ],
    [['--form', 'events'], "Unknown option '--form'"],
    [['events'], 'Unexpected argument'],
  ])('is refused with a sentence otherwise: %j', (args, sentence) => {
    expect(() => readRedriveOptions(args)).toThrow(sentence);
  });
});
