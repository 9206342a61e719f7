import { ConflictError } from './ports.ts';

const attempts = 8;

/**
 * Reads, decides and writes again when someone else wrote first: the decision is pure, so nothing is
 * lost. @throws ConflictError when others keep winning
 */
export const retryOnConflict = async <Result>(attempt: () => Promise<Result>): Promise<Result> => {
  for (let left = attempts - 1; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ConflictError) || left === 0) throw error;
    }
  }
};
