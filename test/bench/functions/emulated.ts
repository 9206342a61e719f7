import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { dynamoRepository } from '#shared/adapters/dynamodb/repository.ts';
import { systemClock } from '#shared/adapters/system/clock.ts';
import { systemIds } from '#shared/adapters/system/ids.ts';
import { createHandler } from '../../../functions/api/handler.ts';
import { memoryDependencies } from '../../support/api-dependencies.ts';
import { createTables, type TableName } from '../../support/emulator-tables.ts';
import { benchClient } from '../midnight/emulated.ts';
import { median } from '../numbers.ts';
import { type Ask, anAdoption, aRegistration, asking, idIn } from './requests.ts';

const calls = { warmUp: 30, measured: 200 };

const recorded = z.looseObject({ decision: z.looseObject({ decisionId: z.string() }) });

export interface Tables {
  readonly client: DynamoDBDocumentClient;
  readonly nameOf: (table: TableName) => string;
}

/** New tables in the emulator, with a client. */
export const tablesIn = async (endpointUrl: string): Promise<Tables> => {
  const client = benchClient(endpointUrl);
  const { nameOf } = await createTables(client);
  return { client, nameOf };
};

/** The API over those tables; what is in others stays in memory. */
export const apiOver = ({ client, nameOf }: Tables): Ask => {
  const repository = dynamoRepository({
    client,
    clock: systemClock,
    documentsTable: nameOf('documents'),
    decisionsTable: nameOf('decisions'),
    idempotencyTable: nameOf('idempotency'),
  });
  const memory = memoryDependencies(systemClock.now());
  const ports = { repository, clock: systemClock, ids: systemIds };
  return asking(createHandler({ ...memory, ...ports }));
};

export interface Added {
  /** What the request asks of DynamoDB. */
  readonly calls: string;
  readonly requestMs: number;
  readonly bareMs: number;
  readonly addedMs: number;
}

/** Requests beside the bare calls that they need, in turn, against the same tables. */
export const addedToBareCalls = async (
  endpointUrl: string,
): Promise<Readonly<Record<string, Added>>> => {
  const tables = await tablesIn(endpointUrl);
  const { client, nameOf } = tables;
  const ask = apiOver(tables);
  const register = async () => idIn(await ask('POST', '/v1/documents', aRegistration));
  const key = (documentId: string) => ({ documentId, item: 'document' });
  const read = (documentId: string) =>
    client.send(
      new GetCommand({
        TableName: nameOf('documents'),
        Key: key(documentId),
        ConsistentRead: true,
      }),
    );
  const decide = async (documentId: string) => {
    const answer = await ask('POST', `/v1/documents/${documentId}/decisions`, anAdoption);
    return recorded.parse(JSON.parse(answer)).decision.decisionId;
  };

  // What the API leaves behind is what the bare calls put.
  const documentId = await register();
  const { Item: document } = await read(documentId);
  const adopted = await register();
  const decisionId = await decide(adopted);
  const { Item: decidedDocument } = await read(adopted);
  const { Item: decision } = await client.send(
    new GetCommand({ TableName: nameOf('decisions'), Key: { documentId: adopted, decisionId } }),
  );
  const bareRegistration = async () => {
    const id = systemIds.next();
    const Item = { ...document, documentId: id };
    const ConditionExpression = 'attribute_not_exists(documentId)';
    await client.send(
      new PutCommand({ TableName: nameOf('documents'), Item, ConditionExpression }),
    );
    return id;
  };
  const bareDecision = async (id: string) => {
    await read(id);
    await client.send(decisionsOf(nameOf('decisions'), id));
    const puts = [
      [nameOf('documents'), decidedDocument, 'revision = :one'],
      [nameOf('decisions'), decision, 'attribute_not_exists(decisionId)'],
    ] as const;
    await client.send(
      new TransactWriteCommand({
        TransactItems: puts.map(([TableName, item, ConditionExpression]) => ({
          Put: {
            TableName,
            Item: { ...item, documentId: id },
            ConditionExpression,
            ...(ConditionExpression.includes(':one') && {
              ExpressionAttributeValues: { ':one': 1 },
            }),
          },
        })),
      }),
    );
  };

  const beside = besideOver(client);
  return {
    'GET /v1/documents/{id}': await beside({
      request: () => ask('GET', `/v1/documents/${documentId}`),
      bare: () => read(documentId),
    }),
    'POST /v1/documents': await beside({ request: register, bare: bareRegistration }),
    'POST /v1/documents/{id}/decisions': await beside({
      prepare: bareRegistration,
      request: decide,
      bare: bareDecision,
    }),
  };
};

const decisionsOf = (TableName: string, documentId: string) =>
  new QueryCommand({
    TableName,
    KeyConditionExpression: 'documentId = :id',
    ExpressionAttributeValues: { ':id': documentId },
    ConsistentRead: true,
  });

interface Pair {
  /** Makes what each of both needs; not counted. */
  readonly prepare?: () => Promise<string>;
  readonly request: (given: string) => Promise<unknown>;
  readonly bare: (given: string) => Promise<unknown>;
}

/** @throws where the bare calls are not the calls that the request makes */
const besideOver = (client: DynamoDBDocumentClient) => {
  let commands: string[] = [];
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        commands.push(commandName.replace('Command', ''));
        return next(args);
      },
    { step: 'finalizeRequest', name: 'commands' },
  );
  return async ({ prepare = async () => '', request, bare }: Pair): Promise<Added> => {
    const [requestMs, bareMs]: [number[], number[]] = [[], []];
    let made = '';
    for (let each = 0; each < calls.warmUp + calls.measured; each++) {
      const turns = [
        [request, requestMs],
        [bare, bareMs],
      ] as const;
      const asked: string[] = [];
      for (const [call, samples] of each % 2 === 0 ? turns : turns.toReversed()) {
        const given = await prepare();
        commands = [];
        const at = performance.now();
        await call(given);
        if (each >= calls.warmUp) samples.push(performance.now() - at);
        asked.push(commands.toSorted().join(' + '));
      }
      const [one = '', other] = asked;
      if (one !== other) throw new Error(`Beside ${one} the bare calls are ${other}`);
      made = one;
    }
    const both = { requestMs: median(requestMs), bareMs: median(bareMs) };
    return { calls: made, ...both, addedMs: both.requestMs - both.bareMs };
  };
};
