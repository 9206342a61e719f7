import type { Postponement } from '#shared/application/ports.ts';

type Message = Parameters<Postponement['postpone']>[0];

export const memoryPostponement = (): Postponement & { readonly postponed: readonly Message[] } => {
  const postponed: Message[] = [];
  return {
    postponed,
    postpone: async (message) => {
      postponed.push(message);
    },
  };
};
