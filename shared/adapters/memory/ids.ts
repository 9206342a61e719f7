import type { Ids } from '#shared/application/ports.ts';

/** Ids with the form of uuid v7, numbered from `first`: the same in every run. */
export const sequentialIds = (first = 1): Ids => {
  let number = first;
  return {
    next: () => {
      const hex = (number++).toString(16).padStart(12, '0');
      return `01890000-0000-7000-8000-${hex}`;
    },
  };
};
