import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Repository } from '#shared/application/ports.ts';
import { normaliseRegistryNumber } from '#shared/domain/registry-number.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { indexes } from './keys.ts';
import { get, query, queryAll } from './requests.ts';
import { storedDecision } from './schemas/decision.ts';

// Bounded, because a cursor comes from outside and DynamoDB takes no key that is empty or long.
const keyPart = z.string().min(1).max(100);
const decisionKey = z.object({ documentId: keyPart, decisionId: keyPart });

export const decisionReads = (
  client: DynamoDBDocumentClient,
  table: string,
): Pick<Repository, 'decision' | 'decisions' | 'decisionsByCaseNumber'> => ({
  decision: async (documentId, decisionId) =>
    storedDecision.optional().parse(await get(client, table, { documentId, decisionId })),

  decisions: async (documentId) => {
    const items = await queryAll(client, {
      TableName: table,
      KeyConditionExpression: 'documentId = :id',
      ExpressionAttributeValues: { ':id': documentId },
      ConsistentRead: true,
    });
    return items.map((item) => storedDecision.parse(item));
  },

  decisionsByCaseNumber: async ({ caseNumber, limit, next }) => {
    const caseNumberKey = normaliseRegistryNumber(caseNumber);
    const place = next === undefined ? undefined : decodeCursor(decisionKey, next);
    const { items, last } = await query(client, {
      TableName: table,
      IndexName: indexes.caseNumber,
      KeyConditionExpression: 'caseNumberKey = :key',
      ExpressionAttributeValues: { ':key': caseNumberKey },
      Limit: limit,
      ...(place !== undefined && { ExclusiveStartKey: { caseNumberKey, ...place } }),
    });
    return {
      items: items.map((item) => ({
        documentId: decisionKey.parse(item).documentId,
        decision: storedDecision.parse(item),
      })),
      ...(last !== undefined && { next: encodeCursor(decisionKey.parse(last)) }),
    };
  },
});
