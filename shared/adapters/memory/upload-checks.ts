import type { UploadChecks } from '#shared/application/ports.ts';

type Check = Parameters<UploadChecks['request']>[0];

export const memoryUploadChecks = (): UploadChecks & { readonly requested: readonly Check[] } => {
  const requested: Check[] = [];
  return {
    requested,
    request: async (check) => {
      requested.push(check);
    },
  };
};
