import { describe, expect, it } from 'vitest';
import { readRederiveOptions } from '../../../infra/operations/rederive-options.ts';
import { ikraft } from '../synthesize.ts';

describe('what npm run rederive can be told', () => {
  it('is nothing: then the stack Ikraft is meant, with the AWS settings of the terminal', () => {
    const { stackName } = ikraft().stack;
    expect(readRederiveOptions([])).toEqual({ help: false, stackName, aws: {} });
  });

  it('is another stack, and other AWS settings', () => {
    const args = ['--stack', 'Test', '--profile', 'drift', '--region=eu-west-1'];
    expect(readRederiveOptions(args)).toEqual({
      help: false,
      stackName: 'Test',
      aws: { profile: 'drift', region: 'eu-west-1' },
    });
  });

  it.each([
    [['--zone', 'UTC'], "Unknown option '--zone'"],
    [['Ikraft'], 'Unexpected argument'],
    [['--region'], 'argument missing'],
  ])('is refused with a sentence otherwise: %j', (args, sentence) => {
    expect(() => readRederiveOptions(args)).toThrow(sentence);
  });
});
