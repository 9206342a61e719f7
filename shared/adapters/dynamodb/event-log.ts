import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EventLog } from '#shared/application/ports.ts';
import { eventLog } from '../event-log/event-log.ts';
import { dynamoLogStore } from './log-store.ts';

/** The log of all events in the Events table. */
export const dynamoEventLog = (dependencies: {
  readonly client: DynamoDBDocumentClient;
  readonly eventsTable: string;
}): EventLog => eventLog(dynamoLogStore(dependencies.client, dependencies.eventsTable));
