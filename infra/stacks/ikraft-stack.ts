import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { outputNames } from '../output-names.ts';
import { Stateful } from './stateful.ts';
import { Stateless } from './stateless.ts';

/** The whole of Ikraft, in one stack so that `cdk deploy` needs no more words. */
export class IkraftStack extends Stack {
  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id, {
      description: 'Documents that change status exactly at their effective dates',
      terminationProtection: config.stage === 'production',
    });

    const stateful = new Stateful(this, 'Stateful', config);
    const stateless = new Stateless(this, 'Stateless', config, stateful);

    this.addOutputs({
      ApiUrl: stateless.api.url,
      EventBusName: stateless.relay.bus.eventBusName,
      SenderRoleArn: stateless.delivery.deliver.roleArn,
      ...tablesAndBuckets(stateful),
      ...forOperations(stateless),
    });
    const { own } = stateful.identity;
    if (own !== undefined) {
      this.addOutputs({
        UserPoolId: own.userPool.userPoolId,
        UserPoolClientId: own.client.userPoolClientId,
      });
    }
  }

  private addOutputs(outputs: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}

const tablesAndBuckets = ({
  documents: { documents, decisions, receipts },
  events,
  subscriptions,
  deliveries,
  feedLinks,
  punctuality,
  files,
}: Stateful) => ({
  FilesBucketName: files.files.bucketName,
  [outputNames.failuresBucket]: files.failures.bucketName,
  DocumentsTableName: documents.tableName,
  DecisionsTableName: decisions.tableName,
  IdempotencyTableName: receipts.tableName,
  EventsTableName: events.events.tableName,
  SubscriptionsTableName: subscriptions.subscriptions.tableName,
  DeliveriesTableName: deliveries.deliveries.tableName,
  FeedLinksTableName: feedLinks.feedLinks.tableName,
  PunctualityTableName: punctuality.punctuality.tableName,
});

/** What the commands in infra/operations work on. */
const forOperations = ({ queues, relay, clock, reconciliation }: Stateless) => ({
  ...Object.fromEntries(
    [relay.relay, clock.plan, reconciliation.reconcile].map((fn) => [
      outputNames.functionName(fn.name),
      fn.functionName,
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(queues).flatMap(([name, { queue, deadLetters }]) => [
      [outputNames.queueUrl(name), queue.queueUrl],
      [outputNames.deadLettersUrl(name), deadLetters.queueUrl],
    ]),
  ),
});
