/** The limits of a document and its decisions; beyond one of them a request is refused. */
export const limits = {
  titleLength: 500,
  nameLength: 200,
  parties: 200,
  keywords: 50,
  keywordLength: 100,
  recipients: 100,
  noteLength: 10_000,
  wordingLength: 1_000,
  sectionLength: 50,
  registryNumberLength: 100,
  decisionsPerDocument: 1_000,
  /** Each divides legal time, all of which is computed for each part. */
  revocationsPerDocument: 100,
  versionsPerDocument: 1_000,
  fileNameLength: 255,
  erasureReasonLength: 500,
  /** Days before a change on which a reminder is due where a document states none. */
  reminders: [90, 30, 7] as readonly number[],
  remindersPerDocument: 5,
  /** Days; ten years. */
  reminderDays: 3_650,
  linksPerDocument: 50,
  /**
   * Documents that one decision can be about: a transaction has 100 items (DynamoDB), two of each document,
   * and has room for a document that takes over and for the receipt of the request.
   */
  documentsPerGroup: 49,
  /** Bytes; one presigned PUT holds it. */
  fileSize: 100 * 1024 * 1024,
  /** Bytes of a request body. */
  requestSize: 1024 * 1024,
  subscriptionsPerOrganisation: 100,
  feedLinksPerOrganisation: 100,
  /** Of a subscription, that still sign after rotations. */
  previousKeys: 5,
} as const;
