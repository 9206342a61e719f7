import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { documentClient } from '#shared/adapters/dynamodb/client.ts';
import { dynamoRepository } from '#shared/adapters/dynamodb/repository.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { ConflictError, ReceiptExistsError, UnavailableError } from '#shared/application/ports.ts';
import { repeal } from './samples.decisions.ts';
import { draft, now, receipt, writeOf } from './samples.ts';

const dynamo = mockClient(DynamoDBDocumentClient);

afterEach(() => {
  dynamo.reset();
});

const repository = dynamoRepository({
  client: documentClient({ region: 'eu-north-1' }),
  documentsTable: 'documents',
  decisionsTable: 'decisions',
  idempotencyTable: 'idempotency',
  clock: virtualClock(now),
});

const document = draft();
const { documentId } = document;

/** Writes a document, a decision and a receipt, in this order. */
const commit = () =>
  repository.commit({
    documents: [writeOf(document)],
    decisions: [{ documentId, decision: repeal() }],
    receipt: receipt(),
  });

const cancelledFor = (...codes: string[]) =>
  new TransactionCanceledException({
    $metadata: {},
    message: 'Transaction cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

const failure = (name: string, httpStatusCode: number) =>
  new DynamoDBServiceException({ name, $fault: 'client', $metadata: { httpStatusCode } });

describe('a cancelled transaction', () => {
  it.each([
    ['another revision', ['ConditionalCheckFailed', 'None', 'None'], ConflictError],
    ['a decision that exists', ['None', 'ConditionalCheckFailed', 'None'], ConflictError],
    ['a transaction under way', ['TransactionConflict', 'None', 'None'], ConflictError],
    ['a receipt', ['None', 'None', 'ConditionalCheckFailed'], ReceiptExistsError],
    [
      'a receipt and a revision',
      ['ConditionalCheckFailed', 'None', 'ConditionalCheckFailed'],
      ReceiptExistsError,
    ],
    ['a receipt under way', ['None', 'None', 'TransactionConflict'], ConflictError],
    ['throttling', ['ThrottlingError', 'None', 'None'], UnavailableError],
    ['throughput', ['None', 'None', 'ProvisionedThroughputExceeded'], UnavailableError],
    [
      'throttling and a conflict',
      ['ThrottlingError', 'TransactionConflict', 'None'],
      ConflictError,
    ],
  ])('for %s is told in our words, with its cause', async (_, codes, expected) => {
    const cause = cancelledFor(...codes);
    dynamo.on(TransactWriteCommand).rejects(cause);
    const error = await commit().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(expected);
    expect(error).toMatchObject({ cause });
  });

  it('for an item that is not valid is our fault, and is thrown as it is', async () => {
    const cause = cancelledFor('ValidationError', 'None', 'None');
    dynamo.on(TransactWriteCommand).rejects(cause);
    await expect(commit()).rejects.toBe(cause);
  });

  it('that finds its own write has taken effect before', async () => {
    dynamo.on(TransactWriteCommand).callsFake(({ TransactItems }) => {
      throw new TransactionCanceledException({
        $metadata: {},
        message: 'Transaction cancelled',
        CancellationReasons: [
          { Code: 'None' },
          {
            Code: 'ConditionalCheckFailed',
            Item: { writeId: { S: TransactItems[1].Put.Item.writeId } },
          },
          { Code: 'ConditionalCheckFailed' },
        ],
      });
    });
    await expect(commit()).resolves.toBeUndefined();
  });
});

describe('a transaction', () => {
  it.each([
    ['throttled', failure('ThrottlingException', 400)],
    ['failed in the service', failure('InternalServerError', 500)],
    ['under way by the same token', failure('TransactionInProgressException', 400)],
    ['without an answer', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
  ])('%s may be tried later', async (_, cause) => {
    dynamo.on(TransactWriteCommand).rejects(cause);
    const error = await commit().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ cause });
  });

  it('refused for lack of permission is thrown as it is', async () => {
    dynamo.on(TransactWriteCommand).rejects(failure('AccessDeniedException', 400));
    await expect(commit()).rejects.toThrow(DynamoDBServiceException);
  });

  it('only puts, each on a condition, under one token', async () => {
    dynamo.on(TransactWriteCommand).resolves({});
    await commit();
    const [call] = dynamo.commandCalls(TransactWriteCommand);
    const { ClientRequestToken, TransactItems = [] } = call?.args[0].input ?? {};
    expect(ClientRequestToken).toMatch(/^[0-9a-f-]{36}$/);
    expect(TransactItems.map(({ Put }) => [Put?.TableName, Put?.ConditionExpression])).toEqual([
      ['documents', 'attribute_not_exists(documentId)'],
      ['decisions', 'attribute_not_exists(documentId)'],
      ['idempotency', 'attribute_not_exists(receiptId) OR expiresAt <= :now'],
    ]);
  });

  it('gives a receipt the epoch seconds after which the table may delete it', async () => {
    dynamo.on(PutCommand).resolves({});
    await repository.commit({
      documents: [],
      receipt: receipt({ expiresAt: '2026-06-02T08:00:00.001Z' }),
    });
    const [call] = dynamo.commandCalls(PutCommand);
    expect(call?.args[0].input.Item).toMatchObject({ ttl: 1780387201 });
  });
});

describe('a transaction that DynamoDB finds too large', () => {
  it.each([
    'Transaction request exceeds the 4MB transaction size limit',
    'The aggregate size of the items in the transaction exceeded 4 MB',
  ])('is refused with a word about the group: %s', async (message) => {
    const name = 'ValidationException';
    const $metadata = { httpStatusCode: 400 };
    const cause = new DynamoDBServiceException({ name, $fault: 'client', $metadata, message });
    dynamo.on(TransactWriteCommand).rejects(cause);
    await expect(commit()).rejects.toMatchObject({
      name: 'Refusal',
      code: 'limit_exceeded',
      message: expect.stringMatching(/group/),
    });
  });
});

describe('a document written by itself', () => {
  const alone = () => repository.commit({ documents: [writeOf(document)] });

  it('needs no transaction', async () => {
    dynamo.on(PutCommand).resolves({});
    await alone();
    expect(dynamo.commandCalls(TransactWriteCommand)).toEqual([]);
    expect(dynamo.commandCalls(PutCommand)[0]?.args[0].input).toMatchObject({
      TableName: 'documents',
      ConditionExpression: 'attribute_not_exists(documentId)',
    });
  });

  it.each([
    ['another revision', new ConditionalCheckFailedException({ $metadata: {}, message: '' })],
    ['a transaction under way', new TransactionConflictException({ $metadata: {}, message: '' })],
  ])('conflicts with %s', async (_, cause) => {
    dynamo.on(PutCommand).rejects(cause);
    const error = await alone().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ cause });
  });

  it.each([
    'Item size has exceeded the maximum allowed size',
    'Item size to update has exceeded the maximum allowed size',
  ])('that has become too large is refused: %s', async (message) => {
    const $metadata = { httpStatusCode: 400 };
    dynamo.on(PutCommand).rejects(
      new DynamoDBServiceException({
        name: 'ValidationException',
        $fault: 'client',
        $metadata,
        message,
      }),
    );
    await expect(alone()).rejects.toMatchObject({ name: 'Refusal', code: 'limit_exceeded' });
    dynamo.on(TransactWriteCommand).rejects(
      new TransactionCanceledException({
        $metadata,
        message: 'Transaction cancelled',
        CancellationReasons: [{ Code: 'ValidationError', Message: message }, { Code: 'None' }],
      }),
    );
    await expect(commit()).rejects.toMatchObject({ name: 'Refusal', code: 'limit_exceeded' });
  });

  it('that finds its own write has taken effect before', async () => {
    dynamo.on(PutCommand).callsFake(({ Item }) => {
      throw new ConditionalCheckFailedException({
        $metadata: {},
        message: '',
        Item: { writeId: { S: Item.writeId } },
      });
    });
    await expect(alone()).resolves.toBeUndefined();
  });
});
