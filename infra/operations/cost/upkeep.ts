import { type Charge, gigabyte, type Month, total } from './month.ts';
import type { PriceName } from './prices.ts';
import { hoursPerMonth } from './workload.ts';

/**
 * DynamoDB asks KMS for the key of a table anew after five minutes, for each role that uses it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html
 */
const keyReadsPerHour = 12;
/** Sign-ins and renewals of a month: the firewall stands before the user pool. */
const requestsPerUser = 100;
/** Three months of logs, compressed to about a sixth. */
const logsKept = 3 / 6;

/** Alarms, metrics, logs and traces. */
export const monitoring = ({ stack, usage, invocations, events }: Month): Charge[] => {
  const { daily, busy } = usage.metrics;
  const written = [...invocations].reduce((sum, [, times]) => sum + times, 0) * usage.logBytes;
  const traces = [...invocations].reduce(
    (sum, [name, times]) => sum + (stack.functions[name]?.traced === true ? times : 0),
    0,
  );
  const charge = (price: PriceName, quantity: number, basis: string): Charge => ({
    part: price.startsWith('xray') ? 'X-Ray' : 'CloudWatch',
    price,
    quantity,
    basis,
  });
  return [
    charge('cloudWatch.alarmMetrics', stack.alarmMetrics, 'in the template'),
    charge('cloudWatch.compositeAlarms', stack.compositeAlarms, 'in the template'),
    charge('cloudWatch.dashboards', stack.dashboards, 'in the template'),
    charge(
      'cloudWatch.metrics',
      daily.length / 24 + busy.length * Math.min(1, events / hoursPerMonth),
      `${daily.length} in one hour a day, ${busy.length} where something happens`,
    ),
    charge('cloudWatch.logsIn', written / gigabyte, `${usage.logBytes} bytes an invocation`),
    charge('cloudWatch.logsKept', (logsKept * written) / gigabyte, 'three months, compressed'),
    charge('xray.traces', traces, 'each invocation of a function that begins traces'),
  ];
};

/** Keys, users and firewalls. */
export const security = (month: Month): Charge[] => {
  const { stack, usage, workload, deliveries } = month;
  const mostReads = keyReadsPerHour * hoursPerMonth;
  const swept = stack.schedules.map(({ invokes = '', timesPerMonth }) => ({
    tables: usage.sweep[invokes]?.tables ?? 0,
    reads: Math.min(timesPerMonth, mostReads),
  }));
  const sweptTables = swept.reduce((sum, { tables: count }) => sum + count, 0);
  const sweptReads = swept.reduce((sum, { tables: count, reads }) => sum + count * reads, 0);
  const rest = Math.max(0, stack.tableAccesses - sweptTables) * mostReads;
  const requests = total(month, (use) => use.readUnits + use.writeUnits);
  const acls = stack.webAclRules.length;
  const rules = stack.webAclRules.reduce((sum, count) => sum + count, 0);
  return [
    { part: 'KMS', price: 'kms.keys', quantity: stack.keys, basis: 'in the template' },
    {
      part: 'KMS',
      price: 'kms.requests',
      quantity: sweptReads + Math.min(rest, requests) + deliveries,
      basis: 'keys of tables every five minutes; at most one for each delivery',
    },
    ...(stack.hasUserPool
      ? [
          {
            part: 'Cognito',
            price: 'cognito.users' as const,
            quantity: workload.users,
            basis: 'who signed in',
          },
        ]
      : []),
    ...(acls > 0
      ? [
          { part: 'WAF', price: 'waf.webAcls' as const, quantity: acls, basis: 'in the template' },
          { part: 'WAF', price: 'waf.rules' as const, quantity: rules, basis: 'in the template' },
          {
            part: 'WAF',
            price: 'waf.requests' as const,
            quantity: requestsPerUser * workload.users,
            basis: `${requestsPerUser} for each user: what they sign in with`,
          },
        ]
      : []),
  ];
};

/** What leaves AWS. */
export const transfer = ({ workload, usage, deliveries }: Month): Charge[] => [
  {
    part: 'Data transfer',
    price: 'transfer.out',
    quantity:
      (workload.reads * usage.read.bytesSent + deliveries * usage.delivery.bytesSent) / gigabyte,
    basis: 'answers and deliveries; files that readers fetch come on top',
  },
];
