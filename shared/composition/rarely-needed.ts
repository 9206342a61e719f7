import type {
  DeliveryQueue,
  ErasureQueue,
  Files,
  ReplayQueue,
  Tester,
} from '#shared/application/ports.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { lazily } from './lazily.ts';

/** What few requests to the API need. Names are read at once: a function that is wired wrongly does not start. */
export const rarelyNeeded = () => ({
  files: files(),
  erasures: erasures(),
  queue: queue(),
  replayQueue: replayQueue(),
  tester: tester(),
});

const files = (): Files => {
  const bucket = requireEnv(env.filesBucket);
  const load = lazily(async () => (await import('./files.ts')).files(bucket));
  return {
    uploadAddress: async (file) => (await load()).uploadAddress(file),
    downloadAddress: async (file) => (await load()).downloadAddress(file),
    open: async (key) => (await load()).open(key),
  };
};

const erasures = (): ErasureQueue => {
  const queueUrl = requireEnv(env.erasureQueueUrl);
  const load = lazily(async () => (await import('./erasure-queue.ts')).erasureQueue(queueUrl));
  return { request: async (upload) => (await load()).request(upload) };
};

const queue = (): DeliveryQueue => {
  const queueUrl = requireEnv(env.deliveryQueueUrl);
  const load = lazily(async () => (await import('./delivery-queue.ts')).wakes(queueUrl));
  return { wake: async (wakes) => (await load()).wake(wakes) };
};

const replayQueue = (): ReplayQueue => {
  const queueUrl = requireEnv(env.replayQueueUrl);
  const load = lazily(async () => (await import('./replay-queue.ts')).replaySteps(queueUrl));
  return { enqueue: async (step) => (await load()).enqueue(step) };
};

const tester = (): Tester => {
  const functionName = requireEnv(env.deliverFunctionName);
  const load = lazily(async () => (await import('./tester.ts')).tester(functionName));
  return { attempt: async (test) => (await load()).attempt(test) };
};
