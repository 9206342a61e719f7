/** What is to be changed has another revision than the caller's If-Match names; nothing was written. */
export class PreconditionFailedError extends Error {
  override readonly name = 'PreconditionFailedError';
  readonly revision: number;

  constructor(revision: number) {
    super(`It is at revision ${revision}: read it again and decide again.`);
    this.revision = revision;
  }
}
