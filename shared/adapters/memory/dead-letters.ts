import type { DeadLetters } from '#shared/application/ports.ts';

type Letter = Parameters<DeadLetters['keep']>[0];

export const memoryDeadLetters = (): DeadLetters & { readonly kept: readonly Letter[] } => {
  const kept: Letter[] = [];
  return {
    kept,
    keep: async (letter) => {
      kept.push(letter);
    },
  };
};
