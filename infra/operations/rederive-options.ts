import { commandOptions } from '../local/command-options.ts';

export interface RederiveOptions {
  readonly help: boolean;
  readonly stackName: string;
  /** Where these are not stated, the AWS settings of the terminal count. */
  readonly aws: { readonly profile?: string; readonly region?: string };
}

export const usage = `Derives every instant again from local date and zone, once the zone data have changed, and sets right
whatever else differs from the decisions.

  npm run rederive                                      the stack Ikraft
  npm run rederive -- --stack NAME                      another stack
  npm run rederive -- --profile NAME --region REGION    with other AWS settings than the terminal's

It waits while the pass goes on, then says what was set right. docs/time-zones.md tells more.`;

export const readRederiveOptions = (args: readonly string[]): RederiveOptions => {
  const { help, stack, profile, region } = parse(args);
  return {
    help,
    stackName: stack,
    aws: { ...(profile !== undefined && { profile }), ...(region !== undefined && { region }) },
  };
};

const parse = (args: readonly string[]) =>
  commandOptions('rederive', args, {
    stack: { type: 'string', default: 'Ikraft' },
    profile: { type: 'string' },
    region: { type: 'string' },
  });
