import type { ReplayQueue } from '#shared/application/ports.ts';

type Step = Parameters<ReplayQueue['enqueue']>[0];

export const memoryReplayQueue = (): ReplayQueue & { readonly queued: Step[] } => {
  const queued: Step[] = [];
  return {
    queued,
    enqueue: async (step) => {
      queued.push(step);
    },
  };
};
