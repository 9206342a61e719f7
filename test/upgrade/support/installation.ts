import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as z from 'zod';
import { ApiClient } from '../../../infra/local/api-client.ts';
import { apiAddress } from '../../../infra/local/endpoint.ts';
import { homeOrganisation, type Role, signIn } from '../../../infra/local/identity.ts';
import { waitFor } from '../../e2e/support/wait-for.ts';

const outputs = z.record(z.string(), z.string());

export type StackOutputs = Readonly<z.infer<typeof outputs>>;

/** What the sources in the folder deploy with: their own words to the CDK CLI. */
const program = `
  const { deploy } = await import('./infra/local/deploy.ts');
  const { messages } = await import('./infra/local/messages.ts');
  const [endpointUrl, dir] = process.argv.slice(1);
  process.stdout.write(JSON.stringify(await deploy({ endpointUrl, dir, say: messages.en })));
`;

/** Deploys the stack from the sources in the folder, as whoever has checked them out would. */
export const deployFrom = async (
  sources: string,
  { endpointUrl, dir }: { readonly endpointUrl: string; readonly dir: string },
): Promise<StackOutputs> => {
  const args = ['--input-type=module', '--eval', program, endpointUrl, dir];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: sources });
  const deployed = outputs.parse(JSON.parse(stdout));
  const health = `${apiUrlOf(endpointUrl, deployed)}/v1/health`;
  await waitFor(
    'the API',
    () =>
      fetch(health).then(
        ({ ok }) => ok || undefined,
        () => undefined,
      ),
    60_000,
  );
  return deployed;
};

const apiUrlOf = (endpointUrl: string, { ApiUrl = '' }: StackOutputs): string => {
  const [, apiId] = /^https?:\/\/([^.]+)\./.exec(ApiUrl) ?? [];
  if (apiId === undefined) throw new Error(`No API in ${ApiUrl}`);
  return apiAddress(endpointUrl, apiId);
};

/** The API of what is deployed, as people of one organisation see it. */
export const callersOf = async (
  endpointUrl: string,
  deployed: StackOutputs,
): Promise<(role: Role) => ApiClient> => {
  const { UserPoolId: userPoolId = '', UserPoolClientId: clientId = '' } = deployed;
  const tokens = new Map<Role, string>();
  for (const role of ['reader', 'registrar', 'subscriber', 'operator'] as const) {
    const person = { role, organisation: homeOrganisation };
    tokens.set(role, await signIn({ endpointUrl, userPoolId, clientId }, person));
  }
  const url = apiUrlOf(endpointUrl, deployed);
  return (role) => new ApiClient(url, () => tokens.get(role) ?? '');
};
