import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  paginateScan,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { reach } from '../aws-errors.ts';
import { batchesOf } from '../batches.ts';
import { inParallel } from '../parallel.ts';
import { type Pause, resend } from '../resend.ts';

/** An item as the client gives it: not ours until a schema has parsed it. */
export type Item = Readonly<Record<string, unknown>>;

const service = 'DynamoDB';

/** One item by its key, as it stands now. */
export const get = async (
  client: DynamoDBDocumentClient,
  table: string,
  key: Item,
): Promise<Item | undefined> => {
  const request = new GetCommand({ TableName: table, Key: key, ConsistentRead: true });
  return (await reach(service, () => client.send(request))).Item;
};

/** One page; `last` is the key after which the next begins. */
export interface ItemPage {
  readonly items: readonly Item[];
  readonly last: Item | undefined;
}

export const query = async (
  client: DynamoDBDocumentClient,
  input: QueryCommandInput,
): Promise<ItemPage> => {
  const page = await reach(service, () => client.send(new QueryCommand(input)));
  return { items: page.Items ?? [], last: page.LastEvaluatedKey };
};

export const scan = async (
  client: DynamoDBDocumentClient,
  input: ScanCommandInput,
): Promise<ItemPage> => {
  const page = await reach(service, () => client.send(new ScanCommand(input)));
  return { items: page.Items ?? [], last: page.LastEvaluatedKey };
};

/** Every page of a query. */
export const queryAll = async (
  client: DynamoDBDocumentClient,
  input: QueryCommandInput,
): Promise<Item[]> =>
  reach(service, async () => {
    const items: Item[] = [];
    for await (const page of paginateQuery({ client }, input)) items.push(...(page.Items ?? []));
    return items;
  });

/** Every page of a scan: only for tables that stay small. */
export const scanAll = async (
  client: DynamoDBDocumentClient,
  input: ScanCommandInput,
): Promise<Item[]> =>
  reach(service, async () => {
    const items: Item[] = [];
    for await (const page of paginateScan({ client }, input)) items.push(...(page.Items ?? []));
    return items;
  });

/** Items by their keys as they stand now, in any order; those that do not exist are left out. */
export const batchGet = async (
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Item[],
  pause?: Pause,
): Promise<Item[]> => {
  const distinct = [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
  const batches = batchesOf(distinct, { count: 100, bytes: Number.POSITIVE_INFINITY }, () => 0);
  const found = await inParallel(batches, 4, async (batch) => {
    const items: Item[] = [];
    const send = async (left: readonly Item[]) => {
      const { Responses, UnprocessedKeys } = await reach(service, () =>
        client.send(
          new BatchGetCommand({
            RequestItems: { [table]: { Keys: [...left], ConsistentRead: true } },
          }),
        ),
      );
      items.push(...(Responses?.[table] ?? []));
      return UnprocessedKeys?.[table]?.Keys ?? [];
    };
    await resend(batch, { send, nameOf: (key) => JSON.stringify(key), ...(pause && { pause }) });
    return items;
  });
  return found.flat();
};
