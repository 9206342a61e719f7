import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock, Repository } from '#shared/application/ports.ts';
import { decisionPut } from './decision-item.ts';
import { decisionReads } from './decisions.ts';
import { documentPut } from './document-item.ts';
import { documentReads } from './documents.ts';
import { dueIndex } from './due.ts';
import { readReceipt, receiptPut } from './receipts.ts';
import { putAll } from './transaction.ts';
import { versionPut } from './version-item.ts';

/** Documents with their versions, decisions and receipts in DynamoDB. */
export const dynamoRepository = (dependencies: {
  readonly client: DynamoDBDocumentClient;
  readonly documentsTable: string;
  readonly decisionsTable: string;
  readonly idempotencyTable: string;
  readonly clock: Clock;
}): Repository => {
  const { client, documentsTable, decisionsTable, idempotencyTable, clock } = dependencies;
  return {
    ...documentReads(client, documentsTable),
    ...dueIndex(client, documentsTable),
    ...decisionReads(client, decisionsTable),
    receipt: (receiptId) => readReceipt(client, idempotencyTable, receiptId, clock),
    commit: ({ documents, decisions = [], version, receipt, correlationId }) =>
      putAll(client, [
        ...documents.map((write) => documentPut(documentsTable, write, correlationId)),
        ...decisions.map((decision) => decisionPut(decisionsTable, decision)),
        ...(version ? [versionPut(documentsTable, version)] : []),
        ...(receipt ? [receiptPut(idempotencyTable, receipt, clock)] : []),
      ]),
  };
};
