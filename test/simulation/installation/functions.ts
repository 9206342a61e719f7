import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createHandler as api } from '../../../functions/api/handler.ts';
import { createHandler as applyDue } from '../../../functions/apply-due/handler.ts';
import { createHandler as deliver } from '../../../functions/deliver/handler.ts';
import { createHandler as eraseFiles } from '../../../functions/erase-files/handler.ts';
import { createHandler as fanOut } from '../../../functions/fan-out/handler.ts';
import { createHandler as planWakeUps } from '../../../functions/plan-wakeups/handler.ts';
import { createHandler as reconcile } from '../../../functions/reconcile/handler.ts';
import { createHandler as relayEvents } from '../../../functions/relay-events/handler.ts';
import { createHandler as remind } from '../../../functions/remind/handler.ts';
import { createHandler as replay } from '../../../functions/replay/handler.ts';
import { createHandler as sweepDeliveries } from '../../../functions/sweep-deliveries/handler.ts';
import { createHandler as verifyUpload } from '../../../functions/verify-upload/handler.ts';
import type { Ports } from './ports.ts';

/** Seconds that each function has, as infra has them. */
export const timeouts = {
  api: 28,
  'apply-due': 300,
  deliver: 60,
  'erase-files': 300,
  'fan-out': 30,
  'plan-wakeups': 60,
  reconcile: 300,
  'relay-events': 60,
  remind: 600,
  replay: 60,
  'sweep-deliveries': 60,
  'verify-upload': 120,
} as const;

export type FunctionName = keyof typeof timeouts;

/** The function that answers requests. */
export const answering = api;

/** Those that read the stream. */
export const reading = { 'relay-events': relayEvents, 'plan-wakeups': planWakeUps } as const;

export type Reading = keyof typeof reading;

export type Draining =
  | 'verify-upload'
  | 'erase-files'
  | 'fan-out'
  | 'deliver'
  | 'replay'
  | 'reconcile'
  | 'apply-due';

/** Those that empty a queue. */
export const drain = async (
  name: Draining,
  ports: Ports,
  event: SQSEvent,
  context: Context,
): Promise<SQSBatchResponse | undefined> => {
  const result = await drainers[name](ports)(event, context);
  return result && 'batchItemFailures' in result ? result : undefined;
};

const drainers = {
  'verify-upload': verifyUpload,
  'erase-files': eraseFiles,
  'fan-out': fanOut,
  deliver,
  replay,
  reconcile: (ports: Ports) => reconcile({ ...ports, queue: ports.reconcileQueue }),
  'apply-due': applyDue,
} as const;

/** Those that a schedule or another function invokes. */
export const invoked = {
  'apply-due': applyDue,
  deliver,
  remind,
  'sweep-deliveries': sweepDeliveries,
} as const;

export type Invoked = keyof typeof invoked;
