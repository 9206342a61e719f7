import { join } from 'node:path';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { clientConfig } from '../../infra/local/endpoint.ts';
import { asProduction, cdk } from './support/cdk.ts';
import type { History } from './support/history.ts';
import type { StackOutputs } from './support/installation.ts';

interface Drill {
  readonly endpointUrl: string;
  readonly dir: string;
  readonly outputs: StackOutputs;
  readonly history: History;
}

const StackName = 'Ikraft';

/**
 * What `cdk destroy` does, and does not do, to an installation that holds data. That tables and users resist deletion
 * by hand as well is in the template; the emulator's CloudFormation does not pass it on.
 */
export const destroyDrill = (drill: () => Drill): void => {
  const assembly = () => join(drill().dir, 'production.out');
  const destroy = () => cdk(drill().endpointUrl, 'destroy', '--app', assembly(), '--force');
  const cloudformation = () => new CloudFormationClient(clientConfig(drill().endpointUrl));
  const stackIsThere = () =>
    cloudformation()
      .send(new DescribeStacksCommand({ StackName }))
      .then(
        () => true,
        () => false,
      );

  it('refuses to be removed by mistake', async () => {
    const { endpointUrl } = drill();
    const settings = asProduction(endpointUrl);
    const synth = await cdk(endpointUrl, 'synth', '--quiet', '--output', assembly(), ...settings);
    expect(synth).toMatchObject({ ok: true });
    const quietly = ['--require-approval', 'never', '--method', 'direct'];
    const deployed = await cdk(endpointUrl, 'deploy', '--app', assembly(), ...quietly);
    expect(deployed).toMatchObject({ ok: true });

    const { ok, said } = await destroy();
    expect(said).toMatch(/TerminationProtection is enabled/i);
    expect(ok).toBe(false);
    expect(await stackIsThere()).toBe(true);
  });

  it('goes once that is lifted, and leaves documents, files, users and keys behind', async () => {
    const { endpointUrl, outputs, history } = drill();
    const config = clientConfig(endpointUrl);
    const keys = await keysOf(new KMSClient(config));
    expect(keys).toContain('Enabled');
    await cloudformation().send(
      new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false }),
    );
    expect(await destroy()).toMatchObject({ ok: true });
    expect(await stackIsThere()).toBe(false);

    const Key = { documentId: { S: history.policyId }, item: { S: 'document' } };
    const document = { TableName: outputs.DocumentsTableName, Key };
    const { Item } = await new DynamoDBClient(config).send(new GetItemCommand(document));
    expect(Item?.title?.S).toBe('Policy för distansarbete');
    const s3 = new S3Client({ ...config, forcePathStyle: true });
    const files = new ListObjectVersionsCommand({ Bucket: outputs.FilesBucketName });
    expect((await s3.send(files)).Versions).not.toEqual([]);
    const users = new ListUsersCommand({ UserPoolId: outputs.UserPoolId });
    const pool = new CognitoIdentityProviderClient(config);
    expect((await pool.send(users)).Users).toHaveLength(4);
    expect(await keysOf(new KMSClient(config))).toEqual(keys);
  });
};

/** The states of all keys. */
const keysOf = async (client: KMSClient) => {
  const { Keys = [] } = await client.send(new ListKeysCommand({}));
  const states: unknown[] = [];
  for (const { KeyId } of Keys) {
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
    states.push(KeyMetadata?.KeyState);
  }
  return states;
};
