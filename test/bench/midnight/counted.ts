import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { layouts, type TableName, tableNames } from '../../support/emulator-tables.ts';
import {
  type Image,
  itemBytes,
  readUnits,
  refusedUnits,
  type TableShape,
  type Units,
  writeUnits,
} from './units.ts';

/** What was asked of DynamoDB, as the client saw it. */
export interface Counts {
  /** Requests on the wire by kind, those that were refused and those that were made again included. */
  readonly requests: Readonly<Record<string, number>>;
  /** Write units by `table` or `table.index`. */
  readonly writes: Readonly<Record<string, number>>;
  /** Read units by table. */
  readonly reads: Readonly<Record<string, number>>;
}

export interface Counter {
  /** Since the last time it was taken. */
  take(): Counts;
  /** An item as it stands, by a write that went another way. */
  know(table: TableName, item: Image): void;
  /** What stands there, by all writes so far. */
  image(table: TableName, key: Readonly<Record<string, string | number>>): Image | undefined;
}

const image: z.ZodType<Image> = z.record(z.string(), z.custom<Image[string]>());
const putInput = z.object({ TableName: z.string(), Item: image });
const updateInput = z.object({
  TableName: z.string(),
  Key: image,
  ReturnValues: z.literal('ALL_NEW'),
});
const transactInput = z.object({ TransactItems: z.array(z.object({ Put: putInput })) });
const queryInput = z.object({
  TableName: z.string(),
  IndexName: z.string().optional(),
  ConsistentRead: z.boolean().optional(),
});
const batchGetInput = z.object({
  RequestItems: z.record(z.string(), z.object({ ConsistentRead: z.boolean().optional() })),
});
const batchWriteInput = z.object({
  RequestItems: z.record(z.string(), z.array(z.object({ PutRequest: z.object({ Item: image }) }))),
});
const object = z.record(z.string(), z.unknown());
const updated = z.object({ Attributes: object });
const found = z.object({ Items: z.array(object).default([]) });
const gotten = z.object({ Responses: z.record(z.string(), z.array(object)) });
const got = z.object({ Item: object.optional() });

/** The shape of a table of the stack, for its units. */
export const shapeOf = (table: TableName): TableShape => {
  const { key, indexes = {}, projection = 'KEYS_ONLY' } = layouts[table];
  return {
    keys: key.map(([name]) => name),
    indexes: Object.fromEntries(
      Object.entries(indexes).map(([name, keys]) => [
        name,
        { keys: keys.map(([attribute]) => attribute), projection },
      ]),
    ),
  };
};

/**
 * Counts every request of the client, and computes its units from the items themselves: what stood there is
 * known from the writes before, all of which must have gone through here or been made known.
 */
export const counted = (
  client: DynamoDBDocumentClient,
  nameOf: (table: TableName) => string,
): Counter => {
  const tables = new Map(tableNames.map((table) => [nameOf(table), table]));
  const images = new Map<string, Image>();
  let requests: Record<string, number> = {};
  let writes: Record<string, number> = {};
  let reads: Record<string, number> = {};

  const tableOf = (name: string): TableName => {
    const table = tables.get(name);
    if (table === undefined) throw new Error(`A request to ${name}, which nobody counts`);
    return table;
  };
  const keyOf = (table: TableName, item: Image): string =>
    JSON.stringify([table, ...shapeOf(table).keys.map((name) => item[name])]);
  const addWrite = (table: TableName, units: Units) => {
    for (const [where, used] of Object.entries(units)) {
      const name = where === 'table' ? table : `${table}.${where}`;
      writes[name] = (writes[name] ?? 0) + used;
    }
  };
  const addRead = (name: string, bytes: number, isConsistent: boolean) => {
    const table = tableOf(name);
    reads[table] = (reads[table] ?? 0) + readUnits(bytes, { isConsistent });
  };
  const addPut = (name: string, after: Image, inTransaction = false) => {
    const table = tableOf(name);
    const before = images.get(keyOf(table, after));
    addWrite(table, writeUnits(shapeOf(table), { before, after }, { inTransaction }));
    images.set(keyOf(table, after), after);
  };
  const addRefused = (name: string, item: Image) => {
    const table = tableOf(name);
    addWrite(table, refusedUnits(images.get(keyOf(table, item))));
  };

  const account = (command: string, input: unknown, output: unknown): void => {
    switch (command) {
      case 'PutItemCommand': {
        const { TableName, Item } = putInput.parse(input);
        addPut(TableName, Item);
        return;
      }
      case 'UpdateItemCommand': {
        addPut(updateInput.parse(input).TableName, marshall(updated.parse(output).Attributes));
        return;
      }
      case 'TransactWriteItemsCommand': {
        for (const { Put } of transactInput.parse(input).TransactItems) {
          addPut(Put.TableName, Put.Item, true);
        }
        return;
      }
      case 'BatchWriteItemCommand': {
        for (const [name, puts] of Object.entries(batchWriteInput.parse(input).RequestItems)) {
          for (const { PutRequest } of puts) addPut(name, PutRequest.Item);
        }
        return;
      }
      case 'GetItemCommand': {
        const { TableName, ConsistentRead = false } = queryInput.parse(input);
        const { Item } = got.parse(output);
        addRead(TableName, Item ? itemBytes(marshall(Item)) : 0, ConsistentRead);
        return;
      }
      case 'BatchGetItemCommand': {
        const { RequestItems } = batchGetInput.parse(input);
        for (const [name, items] of Object.entries(gotten.parse(output).Responses)) {
          const isConsistent = RequestItems[name]?.ConsistentRead ?? false;
          for (const item of items) addRead(name, itemBytes(marshall(item)), isConsistent);
        }
        return;
      }
      case 'QueryCommand':
      case 'ScanCommand': {
        const { TableName, ConsistentRead = false } = queryInput.parse(input);
        const bytes = found.parse(output).Items.map((item) => itemBytes(marshall(item)));
        addRead(
          TableName,
          bytes.reduce((sum, one) => sum + one, 0),
          ConsistentRead,
        );
        return;
      }
    }
    throw new Error(`${command} is not counted here`);
  };

  const accountRefusal = (command: string, input: unknown): void => {
    if (command === 'PutItemCommand') {
      const { TableName, Item } = putInput.parse(input);
      addRefused(TableName, Item);
    } else if (command === 'UpdateItemCommand') {
      const { TableName, Key } = updateInput.parse(input);
      addRefused(TableName, Key);
    } else {
      throw new Error(`A refused ${command} is not counted here`);
    }
  };

  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = String(context.commandName);
      requests[command] = (requests[command] ?? 0) + 1;
      try {
        const result = await next(args);
        account(command, args.input, result.output);
        return result;
      } catch (error) {
        if (
          error instanceof ConditionalCheckFailedException ||
          error instanceof TransactionCanceledException
        ) {
          accountRefusal(command, args.input);
        }
        throw error;
      }
    },
    { step: 'finalizeRequest', priority: 'low', name: 'counted' },
  );

  return {
    take: () => {
      const counts = { requests, writes, reads };
      requests = {};
      writes = {};
      reads = {};
      return counts;
    },
    know: (table, item) => images.set(keyOf(table, item), item),
    image: (table, key) => images.get(keyOf(table, marshall(key))),
  };
};
