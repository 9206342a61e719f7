/** Tables that can be put back, in the order in which that is done: a document needs to know what was told of it. */
export const restorable = [
  'events',
  'decisions',
  'documents',
  'subscriptions',
  'deliveries',
  'feedLinks',
  'punctuality',
] as const;

export type TableName = (typeof restorable)[number];

/**
 * Of the others something may have been deleted on purpose, which would come back: a subscription, or the secret
 * address of a feed.
 */
export const usualTables = ['events', 'decisions', 'documents'] as const satisfies TableName[];

interface Layout {
  /** The stack's output that names the table. */
  readonly output: string;
  /** Names of the key's attributes. */
  readonly key: readonly string[];
}

export const layouts: Readonly<Record<TableName, Layout>> = {
  events: { output: 'EventsTableName', key: ['key', 'position'] },
  decisions: { output: 'DecisionsTableName', key: ['documentId', 'decisionId'] },
  documents: { output: 'DocumentsTableName', key: ['documentId', 'item'] },
  subscriptions: { output: 'SubscriptionsTableName', key: ['subscriptionId'] },
  deliveries: { output: 'DeliveriesTableName', key: ['key', 'item'] },
  feedLinks: { output: 'FeedLinksTableName', key: ['feedLinkId'] },
  punctuality: { output: 'PunctualityTableName', key: ['key', 'item'] },
};
