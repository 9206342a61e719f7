/**
 * Names of the environment variables through which infra hands names to functions. Loaded by both the
 * CDK app and the Lambdas, so it imports nothing.
 */
export const env = {
  documentsTable: 'DOCUMENTS_TABLE',
  decisionsTable: 'DECISIONS_TABLE',
  eventsTable: 'EVENTS_TABLE',
  subscriptionsTable: 'SUBSCRIPTIONS_TABLE',
  idempotencyTable: 'IDEMPOTENCY_TABLE',
  filesBucket: 'FILES_BUCKET',
  eventBusName: 'EVENT_BUS_NAME',
  wakeUpQueueUrl: 'WAKE_UP_QUEUE_URL',
  uploadQueueUrl: 'UPLOAD_QUEUE_URL',
  deliveryQueueUrl: 'DELIVERY_QUEUE_URL',
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
} as const;

/** @throws when the variable is unset: the function is wired wrongly and must not start. */
export const requireEnv = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`Environment variable ${name} is unset`);
  return value;
};
