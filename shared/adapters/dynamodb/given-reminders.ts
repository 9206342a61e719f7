import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import {
  ConflictError,
  type GivenReminder,
  type GivenReminders,
} from '#shared/application/ports.ts';
import { reach } from '../aws-errors.ts';
import { rowOf } from './deliveries.ts';
import type { RowKey } from './delivery-keys.ts';
import { get, queryAll } from './requests.ts';
import { storedGivenReminder, storedReminderPlace } from './schemas/given-reminder.ts';
import { epochSeconds } from './schemas/parts.ts';
import { putAll } from './transaction.ts';

/** Reminders given to subscriptions in DynamoDB, beside the deliveries, those of a document together. */
export const dynamoGivenReminders = (dependencies: {
  readonly client: DynamoDBDocumentClient;
  readonly deliveriesTable: string;
}): GivenReminders => {
  const { client, deliveriesTable: table } = dependencies;

  return {
    give: async (reminder, delivery) => {
      const key = keyOf(reminder);
      const { expiresAt } = reminder;
      const given = { ...storedGivenReminder.parse(reminder), ttl: epochSeconds(expiresAt) };
      try {
        await putAll(client, [
          {
            subject: 'other',
            table,
            item: { ...given, ...key },
            condition: 'attribute_not_exists(reminder)',
          },
          {
            subject: 'other',
            table,
            item: rowOf(delivery),
            condition: 'attribute_not_exists(deliveryId)',
          },
        ]);
        return true;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        if ((await get(client, table, key)) === undefined) throw error;
        return false;
      }
    },

    of: async (documentId) => {
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: '#key = :key',
        ExpressionAttributeNames: { '#key': 'key' },
        ExpressionAttributeValues: { ':key': documentKey({ documentId }) },
        ConsistentRead: true,
      });
      return items.map((item) => storedGivenReminder.parse(item));
    },

    place: async () =>
      storedReminderPlace.optional().parse(await get(client, table, placeKey))?.place,

    keepPlace: async (place) => {
      const item = storedReminderPlace.parse(place === undefined ? {} : { place });
      const request = new PutCommand({ TableName: table, Item: { ...item, ...placeKey } });
      await reach('DynamoDB', () => client.send(request));
    },
  };
};

const placeKey: RowKey = { key: 'reminders', item: 'place' };

const documentKey = ({ documentId }: Pick<GivenReminder, 'documentId'>): string =>
  `reminders#${documentId}`;

const keyOf = (given: GivenReminder): RowKey => ({
  key: documentKey(given),
  item: `${given.subscriptionId}#${given.reminder}`,
});
