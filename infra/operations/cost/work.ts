import { type Charge, gigabyte, type Month, total } from './month.ts';
import type { PriceName } from './prices.ts';
import { hoursPerMonth } from './workload.ts';

/** Each asks the queue and waits for 20 seconds. */
const pollsPerHour = 3600 / 20;

/** Functions and requests. */
export const compute = ({ invocations, stack, usage, workload }: Month): Charge[] => {
  const { uploads, changes, reads } = workload;
  const calls = [...invocations].reduce((sum, [, times]) => sum + times, 0);
  const gigabyteSeconds = [...invocations].reduce((sum, [name, times]) => {
    const { gigabytes = 0 } = stack.functions[name] ?? {};
    return sum + (times * gigabytes * (usage.milliseconds[name] ?? 0)) / 1000;
  }, 0);
  return [
    {
      part: 'Lambda',
      price: 'lambda.requests',
      quantity: calls,
      basis: 'sweeps, and an invocation for each thing that happens',
    },
    {
      part: 'Lambda',
      price: 'lambda.gigabyteSeconds',
      quantity: gigabyteSeconds,
      basis: 'memory of each function × its time',
    },
    {
      part: 'API Gateway',
      price: 'apiGateway.requests',
      quantity: reads + changes + 2 * uploads,
      basis: 'reads, decisions, and two for each document with its file',
    },
  ];
};

/** Tables, by what is asked of them and what is kept. */
export const tables = (month: Month): Charge[] => {
  const { stack, usage, workload, events, deliveries } = month;
  const sweeps = stack.schedules.reduce(
    (sum, { invokes = '', timesPerMonth }) =>
      sum + timesPerMonth * (usage.sweep[invokes]?.readUnits ?? 0),
    0,
  );
  const { upload, decision, event, delivery } = usage;
  // Of each document it is kept what a decision to begin and one to end it leave, with their events.
  const each = upload.bytes + 2 * decision.bytes + (upload.events + 4) * event.bytes;
  const kept =
    (workload.documents * each + (deliveries * delivery.bytes * delivery.daysKept) / 30) / gigabyte;
  const readUnits =
    sweeps +
    total(month, (use) => use.readUnits) +
    events * workload.subscribers * event.readUnitsPerSubscription;
  const storage = (price: PriceName, basis: string): Charge => ({
    part: 'DynamoDB',
    price,
    quantity: kept,
    basis,
  });
  return [
    {
      part: 'DynamoDB',
      price: 'dynamodb.writeUnits',
      quantity: total(month, (use) => use.writeUnits),
      basis: 'tables and indexes, transactions twice',
    },
    {
      part: 'DynamoDB',
      price: 'dynamodb.readUnits',
      quantity: readUnits,
      basis:
        'sweeps, reads, subscriptions looked through for each event, and each night every document',
    },
    storage('dynamodb.storage', 'documents, decisions, events, and deliveries of 30 days'),
    storage(
      'dynamodb.pointInTime',
      'the same: every table can be restored to any second of 35 days',
    ),
    ...(stack.backupDays > 0
      ? [
          {
            part: 'Backup',
            price: 'backup.tables' as const,
            quantity: stack.backupDays * kept,
            basis: `a whole copy each night, kept for ${stack.backupDays} days`,
          },
        ]
      : []),
  ];
};

/** Files. */
export const files = ({ workload, stack }: Month): Charge[] => {
  const { documents, uploads, fileBytes } = workload;
  const kept = (documents * fileBytes) / gigabyte;
  const charge = (part: string, price: PriceName, quantity: number, basis: string): Charge => ({
    part,
    price,
    quantity,
    basis,
  });
  return [
    charge('S3', 's3.storage', kept, 'a file for each document'),
    charge('S3', 's3.writes', 2 * uploads, 'the file, and a line of the access log'),
    charge('S3', 's3.reads', 2 * uploads, 'the file is looked at'),
    ...(stack.backupDays > 0
      ? [charge('Backup', 'backup.files', kept, 'the same files; a night adds what is new')]
      : []),
    ...(stack.scansUploads
      ? [
          charge('GuardDuty', 'guardDuty.scanned', (uploads * fileBytes) / gigabyte, 'each upload'),
          charge('GuardDuty', 'guardDuty.objects', uploads, 'each upload'),
        ]
      : []),
  ];
};

/** Events, wake-ups and messages. */
export const messaging = (month: Month): Charge[] => {
  const { stack, events, workload, usage } = month;
  const wakeUps = workload.changes * (usage.transition.invocations['apply-due'] ?? 0);
  const polls = stack.pollers * pollsPerHour * hoursPerMonth;
  const recurring = stack.schedules.reduce((sum, { timesPerMonth }) => sum + timesPerMonth, 0);
  return [
    {
      part: 'EventBridge',
      price: 'eventBridge.events',
      quantity: events,
      basis: 'every event goes to the bus',
    },
    {
      part: 'Scheduler',
      price: 'scheduler.invocations',
      quantity: recurring + wakeUps,
      basis: 'sweeps, and at most a wake-up for each change and for each reminder of one',
    },
    {
      part: 'SQS',
      price: 'sqs.requests',
      quantity: polls + 3 * total(month, (use) => use.messages),
      basis: `${stack.pollers} pollers that ask ${pollsPerHour} times an hour; three requests a message`,
    },
  ];
};
