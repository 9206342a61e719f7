import type { ErasureQueue, UploadChecks } from '#shared/application/ports.ts';

type Check = Parameters<UploadChecks['request']>[0];

/** The queue of upload checks, or of erasures. */
export const memoryUploadChecks = (): UploadChecks &
  ErasureQueue & { readonly requested: readonly Check[] } => {
  const requested: Check[] = [];
  return {
    requested,
    request: async (check) => {
      requested.push(check);
    },
  };
};
