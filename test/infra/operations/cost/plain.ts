import type { StackParts } from '../../../../infra/operations/cost/stack-parts.ts';
import type { Usage } from '../../../../infra/operations/cost/usage.ts';

/** A stack with one of each thing. */
export const plainStack: StackParts = {
  functions: {
    api: { gigabytes: 1, traced: false },
    'apply-due': { gigabytes: 1, traced: true },
  },
  tableAccesses: 2,
  pollers: 7,
  schedules: [{ timesPerMonth: 43_800, invokes: 'apply-due' }],
  alarmMetrics: 4,
  compositeAlarms: 0,
  dashboards: 0,
  keys: 1,
  hasUserPool: true,
  backupDays: 0,
  scansUploads: false,
  webAclRules: [],
};

const use = {
  writeUnits: 0,
  readUnits: 1,
  events: 0,
  messages: 0,
  bytes: 0,
};

/** Round figures, with which one can reckon by hand. */
export const plainUsage: Usage = {
  upload: {
    ...use,
    writeUnits: 10,
    events: 2,
    messages: 1,
    bytes: 1_000,
    invocations: { api: 1 },
  },
  decision: { ...use, writeUnits: 8, events: 1, bytes: 500, invocations: { api: 1 } },
  transition: { ...use, writeUnits: 4, events: 1, invocations: { 'apply-due': 1 } },
  event: {
    ...use,
    writeUnits: 2,
    messages: 1,
    bytes: 200,
    invocations: { 'fan-out': 1 },
    readUnitsPerSubscription: 0.1,
  },
  delivery: {
    ...use,
    writeUnits: 3,
    messages: 1,
    bytes: 100,
    invocations: { deliver: 1 },
    bytesSent: 2_000,
    daysKept: 30,
  },
  read: { ...use, invocations: { api: 1 }, bytesSent: 1_000 },
  nightly: { ...use, invocations: { reconcile: 0.001 } },
  sweep: { 'apply-due': { readUnits: 2, tables: 1 } },
  milliseconds: { api: 100, 'apply-due': 100, 'fan-out': 100, deliver: 100, reconcile: 100 },
  logBytes: 1_000,
  metrics: { daily: Array(24).fill('Daily'), busy: ['One', 'Two'], trouble: [] },
};
