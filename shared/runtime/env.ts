/**
 * Names of the environment variables through which infra hands names to functions. Loaded by both the
 * CDK app and the Lambdas, so it imports nothing.
 */
export const env = {
  documentsTable: 'DOCUMENTS_TABLE',
  decisionsTable: 'DECISIONS_TABLE',
  eventsTable: 'EVENTS_TABLE',
  subscriptionsTable: 'SUBSCRIPTIONS_TABLE',
  deliveriesTable: 'DELIVERIES_TABLE',
  feedLinksTable: 'FEED_LINKS_TABLE',
  punctualityTable: 'PUNCTUALITY_TABLE',
  idempotencyTable: 'IDEMPOTENCY_TABLE',
  filesBucket: 'FILES_BUCKET',
  failuresBucket: 'FAILURES_BUCKET',
  /** `true` keeps an upload back until GuardDuty has said what it found in it. */
  malwareScan: 'MALWARE_SCAN',
  eventBusName: 'EVENT_BUS_NAME',
  wakeUpQueueUrl: 'WAKE_UP_QUEUE_URL',
  uploadQueueUrl: 'UPLOAD_QUEUE_URL',
  erasureQueueUrl: 'ERASURE_QUEUE_URL',
  /** `off`, `governance` or `compliance`: how the bucket of files locks what is put into it. */
  objectLock: 'OBJECT_LOCK',
  deliveryQueueUrl: 'DELIVERY_QUEUE_URL',
  replayQueueUrl: 'REPLAY_QUEUE_URL',
  reconcileQueueUrl: 'RECONCILE_QUEUE_URL',
  /** Where a function that takes messages off a queue keeps those that nobody can take … */
  deadLetterQueueUrl: 'DEAD_LETTER_QUEUE_URL',
  /** … and how often each is tried before. */
  queueAttempts: 'QUEUE_ATTEMPTS',
  deliverFunctionName: 'DELIVER_FUNCTION_NAME',
  schedulerGroup: 'SCHEDULER_GROUP',
  schedulerRoleArn: 'SCHEDULER_ROLE_ARN',
  schedulerTargetArn: 'SCHEDULER_TARGET_ARN',
  schedulerDeadLetterArn: 'SCHEDULER_DEAD_LETTER_ARN',
  secretsKeyId: 'SECRETS_KEY_ID',
  defaultTimeZone: 'DEFAULT_TIME_ZONE',
  /** JSON: {"roleClaim", "rolePrefix", "organisationPrefix"}. */
  claims: 'CLAIMS',
  /** `true` lets anyone read documents, decisions and events without a token. */
  publicReading: 'PUBLIC_READING',
  /** `true` lets webhooks go to http and to loopback addresses: for `npm start` only. */
  allowLocalWebhooks: 'ALLOW_LOCAL_WEBHOOKS',
  /** JSON: the AWS accounts whose queues and event buses subscribers may name. */
  targetAccounts: 'TARGET_ACCOUNTS',
  /** JSON: how ARNs begin that no subscriber may name, since they are the stack's own. */
  reservedArns: 'RESERVED_ARNS',
  /** Where callers reach the API, for links that it gives out; may hold `{apiId}`. */
  publicUrl: 'PUBLIC_URL',
} as const;

/** @throws when the variable is unset: the function is wired wrongly and must not start. */
export const requireEnv = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`Environment variable ${name} is unset`);
  return value;
};
