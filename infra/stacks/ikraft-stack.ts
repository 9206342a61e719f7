import { Annotations, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { Backups } from '../constructs/backups.ts';
import { CustomerKey } from '../constructs/customer-key.ts';
import { Firewall } from '../constructs/firewall.ts';
import { keepLogs } from '../constructs/log-retention.ts';
import { outputNames } from '../output-names.ts';
import { Stateful } from './stateful.ts';
import { Stateless } from './stateless.ts';

/** The whole of Ikraft, in one stack so that `cdk deploy` needs no more words. */
export class IkraftStack extends Stack {
  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id, {
      env: { account: config.account, region: config.region },
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
    const { domain } = stateless.api;
    if (domain !== undefined) {
      this.addOutputs({ DomainTarget: domain.domainName.regionalDomainName });
    }
    const { own } = stateful.identity;
    if (own !== undefined) {
      this.addOutputs({
        UserPoolId: own.userPool.userPoolId,
        UserPoolClientId: own.client.userPoolClientId,
      });
    }
    this.addSafeguards(config, stateful);
    if (config.stage === 'production' && config.alarmEmail === undefined) {
      Annotations.of(this).addWarningV2(
        'ikraft:nobodyIsTold',
        'No alarm reaches anyone: state alarmEmail in ikraft.config.ts.',
      );
    }
  }

  /** What goes beyond the defaults of AWS: each by a setting of its own, all of them by `strict`. */
  private addSafeguards(config: Config, stateful: Stateful): void {
    const { files, identity, tables } = stateful;
    const removalPolicy =
      config.stage === 'development'
        ? RemovalPolicy.DESTROY
        : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

    keepLogs(this, config.logDays);
    const customer = config.customerKey
      ? new CustomerKey(this, 'CustomerKey', { removalPolicy, accessLogs: files.accessLogs })
      : undefined;
    if (config.backup !== false) {
      new Backups(this, 'Backups', {
        ...config.backup,
        tables,
        buckets: [files.files, files.failures],
        timeZone: config.timeZone,
        removalPolicy,
        key: customer?.key,
      });
    }
    if (config.firewall && identity.own !== undefined) new Firewall(this, 'Firewall', identity.own);
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
