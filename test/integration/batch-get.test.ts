import { BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { documentClient } from '#shared/adapters/dynamodb/client.ts';
import { batchGet } from '#shared/adapters/dynamodb/requests.ts';
import { UnavailableError } from '#shared/application/ports.ts';

const dynamo = mockClient(DynamoDBDocumentClient);

afterEach(() => {
  dynamo.reset();
});

const keys = (count: number) => Array.from({ length: count }, (_, id) => ({ id }));

/** Gives at most so many items of each request, as a table under load does. */
const giving = (most: number) =>
  dynamo.on(BatchGetCommand).callsFake(({ RequestItems }) => {
    const asked = RequestItems.table.Keys;
    const left = asked.slice(most);
    return {
      Responses: { table: asked.slice(0, most) },
      UnprocessedKeys: left.length > 0 ? { table: { Keys: left } } : {},
    };
  });

const get = async (wanted: { id: number }[]) => {
  const pauses: number[] = [];
  const items = batchGet(documentClient({ region: 'eu-north-1' }), 'table', wanted, async (n) => {
    pauses.push(n);
  });
  return { items: await items, pauses };
};

describe('a batch of keys', () => {
  it('is read a hundred at a time', async () => {
    giving(100);
    const { items } = await get(keys(250));
    expect(items).toHaveLength(250);
    const sizes = dynamo
      .commandCalls(BatchGetCommand)
      .map(({ args }) => args[0].input.RequestItems?.table?.Keys?.length);
    expect(sizes.toSorted()).toEqual([100, 100, 50]);
  });

  it('is asked for again, after a pause, for what was left out', async () => {
    giving(40);
    const { items, pauses } = await get(keys(100));
    expect(items).toEqual(keys(100));
    expect(pauses).toEqual([1, 2]);
  });

  it('is given up, naming what is missing, when nothing more comes', async () => {
    giving(0);
    await expect(get(keys(2))).rejects.toThrow(UnavailableError);
    await expect(get(keys(2))).rejects.toThrow('{"id":0}, {"id":1}');
  });

  it('holds no key twice, and none is no request', async () => {
    giving(100);
    const { items } = await get([...keys(2), ...keys(2)]);
    expect(items).toEqual(keys(2));
    expect((await get([])).items).toEqual([]);
    expect(dynamo.commandCalls(BatchGetCommand)).toHaveLength(1);
  });
});
