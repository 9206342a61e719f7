import { delimiter } from 'node:path';
import { binaries } from './paths.ts';

/** Where the stack is put; emulators have them all. */
export const region = 'eu-north-1';

/** What an SDK client needs to reach the emulator. */
export const clientConfig = (endpointUrl: string) => ({
  endpoint: endpointUrl,
  region,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/**
 * Where the emulator serves an API, in the form with a path: the host that the stack states,
 * `<api>.execute-api…`, is a name that only some resolvers know.
 */
export const apiAddress = (endpointUrl: string, apiId: string): string =>
  `${endpointUrl.replace(/\/$/, '')}/_aws/execute-api/${apiId}`;

/**
 * The environment of the CDK CLI: everything to the emulator, and nothing of the machine's own AWS
 * settings, so that no real account is ever touched.
 */
export const cdkEnvironment = (endpointUrl: string): NodeJS.ProcessEnv => {
  const own = Object.entries(process.env).filter(([name]) => !/^(AWS|CDK)_/.test(name));
  return {
    ...Object.fromEntries(own),
    PATH: `${binaries}${delimiter}${process.env.PATH ?? ''}`,
    NO_PROXY: '127.0.0.1,localhost',
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
};
