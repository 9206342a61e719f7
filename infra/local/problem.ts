/** Something that the one who typed the command can do something about; shown without a stack trace. */
export class Problem extends Error {
  override readonly name = 'Problem';
}

/** The message of an unknown error. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
