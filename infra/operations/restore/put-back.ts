import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
  paginateScan,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { Problem } from '../../local/problem.ts';
import { type Item, nothingTold, type Told, verdictOn } from './merge.ts';
import { layouts, type TableName } from './tables.ts';

export interface PutBack {
  readonly table: TableName;
  /** The table that holds the state of then … */
  readonly from: string;
  /** … and the one in use. */
  readonly to: string;
  readonly overwrite: boolean;
  /** These documents alone; all where none is named. */
  readonly documents: readonly string[];
  readonly dryRun: boolean;
  readonly told: (documentId: string) => Promise<Told>;
  readonly progress: (items: number) => void;
}

/** How many items came to what, by verdict; `written since` are those that somebody changed meanwhile. */
export type Counts = Readonly<Record<string, number>>;

const pageSize = 100;
const atATime = 10;

/** Goes through the state of then, page by page, and puts back what `verdictOn` says. May be done again. */
export const putBack = async (client: DynamoDBClient, order: PutBack): Promise<Counts> => {
  const { table, from, to, dryRun, progress } = order;
  const counts: Record<string, number> = {};
  const count = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
  let looked = 0;
  const pages = paginateScan({ client, pageSize }, { TableName: from, ConsistentRead: true });
  for await (const { Items = [] } of pages) {
    const wanted = Items.filter((item) => isWanted(order, item));
    const current = await currentOf(client, to, table, wanted);
    for (let start = 0; start < wanted.length; start += atATime) {
      await Promise.all(
        wanted.slice(start, start + atATime).map(async (past) => {
          const now = current.get(keyOf(table, past));
          const said = verdictOn(
            table,
            { past, current: now },
            { overwrite: order.overwrite, told: await toldOf(order, past), now: new Date() },
          );
          const isWritten =
            dryRun || !('item' in said) || (await write(client, order, said.item, now));
          count(isWritten ? said.verdict : 'written since');
        }),
      );
    }
    looked += Items.length;
    progress(looked);
  }
  return counts;
};

const isWanted = ({ table, documents }: PutBack, item: Item): boolean => {
  if (documents.length === 0) return true;
  const id = table === 'events' ? item.key?.S?.replace(/^document#/, '') : item.documentId?.S;
  return id !== undefined && documents.includes(id);
};

const toldOf = async ({ table, told }: PutBack, { documentId }: Item): Promise<Told> =>
  table === 'documents' && documentId?.S !== undefined ? told(documentId.S) : nothingTold;

const keyOf = (table: TableName, item: Item): string =>
  JSON.stringify(layouts[table].key.map((name) => item[name]));

/** The items of the same keys in the table in use. */
const currentOf = async (
  client: DynamoDBClient,
  to: string,
  table: TableName,
  items: readonly Item[],
): Promise<ReadonlyMap<string, Item>> => {
  const found = new Map<string, Item>();
  let keys = items.map((item) =>
    Object.fromEntries(
      layouts[table].key.flatMap((name) => (item[name] ? [[name, item[name]]] : [])),
    ),
  );
  while (keys.length > 0) {
    const request = { [to]: { Keys: keys.slice(0, pageSize), ConsistentRead: true } };
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({ RequestItems: request }),
    );
    for (const item of Responses?.[to] ?? []) found.set(keyOf(table, item), item);
    keys = [...(UnprocessedKeys?.[to]?.Keys ?? []), ...keys.slice(pageSize)];
  }
  return found;
};

/** Whether it was written: not where somebody has written the item meanwhile. */
const write = async (
  client: DynamoDBClient,
  { table, to }: PutBack,
  item: Item,
  current: Item | undefined,
): Promise<boolean> => {
  const put = { TableName: to, Item: { ...item }, ...unchangedSince(table, current) };
  try {
    // The policy of the decisions table lets in nothing but puts of a transaction.
    if (table === 'decisions') {
      await client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: put }] }));
    } else await client.send(new PutItemCommand(put));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    if (error instanceof TransactionCanceledException) {
      const codes = error.CancellationReasons?.map(({ Code }) => Code) ?? [];
      if (codes.includes('ConditionalCheckFailed')) return false;
    }
    const key = keyOf(table, item);
    throw new Problem(`${table} ${key} cannot be put back: ${String(error)}`, { cause: error });
  }
};

type Condition = Pick<
  PutItemCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

const unchangedSince = (table: TableName, current: Item | undefined): Condition => {
  const [partition = ''] = layouts[table].key;
  if (current === undefined) {
    return {
      ConditionExpression: 'attribute_not_exists(#key)',
      ExpressionAttributeNames: { '#key': partition },
    };
  }
  // A document has a revision, a version a state; one that is damaged may have neither.
  const name = current.revision === undefined ? 'state' : 'revision';
  const value = current[name];
  if (value === undefined) return {};
  return {
    ConditionExpression: '#it = :current',
    ExpressionAttributeNames: { '#it': name },
    ExpressionAttributeValues: { ':current': value },
  };
};
