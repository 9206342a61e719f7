import type { ReconcileQueue } from '#shared/application/ports.ts';

type Step = Parameters<ReconcileQueue['enqueue']>[0];

export const memoryReconcileQueue = (): ReconcileQueue & { readonly queued: Step[] } => {
  const queued: Step[] = [];
  return {
    queued,
    enqueue: async (step) => {
      queued.push(step);
    },
  };
};
