import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

type Key = readonly [name: string, type: 'S' | 'N'];

/** Keys and indexes of a table; indexes hold keys alone unless said. */
export interface Layout {
  readonly key: readonly Key[];
  readonly indexes?: Readonly<Record<string, readonly Key[]>>;
  readonly projection?: 'KEYS_ONLY' | 'ALL';
}

export const tableNames = [
  'documents',
  'decisions',
  'events',
  'subscriptions',
  'deliveries',
  'feedLinks',
  'punctuality',
  'idempotency',
] as const;

export type TableName = (typeof tableNames)[number];

/** The tables with the keys that the stack gives them. */
export const layouts: Readonly<Record<TableName, Layout>> = {
  documents: {
    key: [
      ['documentId', 'S'],
      ['item', 'S'],
    ],
    indexes: {
      due: [
        ['dueShard', 'N'],
        ['dueAt', 'S'],
      ],
      change: [
        ['changeShard', 'N'],
        ['changesAt', 'S'],
      ],
      status: [
        ['statusShard', 'S'],
        ['documentId', 'S'],
      ],
      registered: [
        ['registeredShard', 'N'],
        ['documentId', 'S'],
      ],
    },
  },
  decisions: {
    key: [
      ['documentId', 'S'],
      ['decisionId', 'S'],
    ],
    indexes: {
      caseNumber: [
        ['caseNumberKey', 'S'],
        ['decisionId', 'S'],
      ],
    },
    projection: 'ALL',
  },
  events: {
    key: [
      ['key', 'S'],
      ['position', 'N'],
    ],
  },
  subscriptions: {
    key: [['subscriptionId', 'S']],
    indexes: {
      organisation: [
        ['organisation', 'S'],
        ['subscriptionId', 'S'],
      ],
    },
  },
  deliveries: {
    key: [
      ['key', 'S'],
      ['item', 'S'],
    ],
    indexes: {
      nextAttempt: [
        ['nextShard', 'S'],
        ['nextAttemptAt', 'S'],
      ],
    },
  },
  feedLinks: {
    key: [['feedLinkId', 'S']],
    indexes: {
      organisation: [
        ['organisation', 'S'],
        ['feedLinkId', 'S'],
      ],
    },
  },
  punctuality: {
    key: [
      ['key', 'S'],
      ['item', 'S'],
    ],
  },
  idempotency: { key: [['receiptId', 'S']] },
};

const schemaOf = ([hash, range]: readonly Key[]) => [
  ...(hash ? [{ AttributeName: hash[0], KeyType: 'HASH' as const }] : []),
  ...(range ? [{ AttributeName: range[0], KeyType: 'RANGE' as const }] : []),
];

const requestFor = (name: string, layout: Layout): CreateTableCommandInput => {
  const indexes = Object.entries(layout.indexes ?? {});
  const attributes = new Map([...layout.key, ...indexes.flatMap(([, keys]) => keys)]);
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: schemaOf(layout.key),
    AttributeDefinitions: [...attributes].map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map(([IndexName, keys]) => ({
        IndexName,
        KeySchema: schemaOf(keys),
        Projection: { ProjectionType: layout.projection ?? 'KEYS_ONLY' },
      })),
    }),
  };
};

/** Creates empty tables that only the caller knows; `drop` takes them away. */
export const createTables = async (
  client: DynamoDBDocumentClient,
): Promise<{ nameOf(table: TableName): string; drop(): Promise<void> }> => {
  const run = randomUUID();
  const nameOf = (table: TableName) => `${table}-${run}`;
  for (const table of tableNames) {
    await client.send(new CreateTableCommand(requestFor(nameOf(table), layouts[table])));
  }
  return {
    nameOf,
    drop: async () => {
      for (const table of tableNames) {
        await client.send(new DeleteTableCommand({ TableName: nameOf(table) }));
      }
    },
  };
};
