import { documentClient } from '#shared/adapters/dynamodb/client.ts';
import { dynamoDeliveries } from '#shared/adapters/dynamodb/deliveries.ts';
import { dynamoDuties } from '#shared/adapters/dynamodb/duties.ts';
import { dynamoEndpoints } from '#shared/adapters/dynamodb/endpoints.ts';
import { dynamoEventLog } from '#shared/adapters/dynamodb/event-log.ts';
import { dynamoGivenReminders } from '#shared/adapters/dynamodb/given-reminders.ts';
import { dynamoRepository } from '#shared/adapters/dynamodb/repository.ts';
import { dynamoSubscriptions } from '#shared/adapters/dynamodb/subscriptions.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeliveryQueue } from '#shared/adapters/memory/delivery-queue.ts';
import { memoryEventBus } from '#shared/adapters/memory/event-bus.ts';
import { memoryFiles } from '#shared/adapters/memory/files.ts';
import { memorySecretBox } from '#shared/adapters/memory/secret-box.ts';
import { memorySender } from '#shared/adapters/memory/sender.ts';
import { memoryUploadChecks } from '#shared/adapters/memory/upload-checks.ts';
import { memoryWakeUps } from '#shared/adapters/memory/wake-ups.ts';
import { systemIds } from '#shared/adapters/system/ids.ts';
import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { counted } from '../bench/midnight/counted.ts';
import { accepted } from './delivery.ts';
import { emulator } from './emulator-client.ts';
import type { TableName } from './emulator-tables.ts';

/** Everything that writes and reads, over tables of the emulator of which every request is counted. */
export const countedWorld = (
  { nameOf }: { readonly nameOf: (table: TableName) => string },
  noon: Instant,
) => {
  const client = documentClient(emulator());
  const counter = counted(client, nameOf);
  const clock = virtualClock(noon, { jumps: true });
  const tables = {
    client,
    clock,
    documentsTable: nameOf('documents'),
    decisionsTable: nameOf('decisions'),
    eventsTable: nameOf('events'),
    subscriptionsTable: nameOf('subscriptions'),
    deliveriesTable: nameOf('deliveries'),
    idempotencyTable: nameOf('idempotency'),
  };
  return {
    counter,
    clock,
    repository: dynamoRepository(tables),
    log: dynamoEventLog(tables),
    subscriptions: dynamoSubscriptions(tables),
    deliveries: dynamoDeliveries(tables),
    duties: dynamoDuties(tables),
    endpoints: dynamoEndpoints(tables),
    reminders: dynamoGivenReminders(tables),
    calendar: temporalCalendar,
    ids: systemIds,
    wakeUps: memoryWakeUps(),
    uploadChecks: memoryUploadChecks(),
    erasures: memoryUploadChecks(),
    files: memoryFiles(),
    bus: memoryEventBus(),
    queue: memoryDeliveryQueue(),
    secrets: memorySecretBox,
    sign: () => 'v1,signature',
    sender: memorySender(() => accepted),
    random: () => 0.5,
  };
};

export type CountedWorld = ReturnType<typeof countedWorld>;
