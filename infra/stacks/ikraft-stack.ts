import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
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

    const { documents, decisions, receipts } = stateful.documents;
    this.output('ApiUrl', stateless.api.url);
    this.output('EventBusName', stateless.relay.bus.eventBusName);
    this.output('FilesBucketName', stateful.files.files.bucketName);
    this.output('DocumentsTableName', documents.tableName);
    this.output('DecisionsTableName', decisions.tableName);
    this.output('IdempotencyTableName', receipts.tableName);
    this.output('EventsTableName', stateful.events.events.tableName);
    this.output('SubscriptionsTableName', stateful.subscriptions.subscriptions.tableName);
    if (stateful.identity.own !== undefined) {
      this.output('UserPoolId', stateful.identity.own.userPool.userPoolId);
      this.output('UserPoolClientId', stateful.identity.own.client.userPoolClientId);
    }
  }

  private output(name: string, value: string): void {
    new CfnOutput(this, name, { value });
  }
}
