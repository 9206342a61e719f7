import type { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { ServiceFunction } from './service-function.ts';
import { ServiceTable } from './service-table.ts';

export interface EventLogProps {
  readonly removalPolicy: RemovalPolicy;
}

/** Every event, by document and in a log that a reader with a cursor follows without a gap. */
export class EventLog extends Construct {
  readonly events: ServiceTable;

  constructor(scope: Construct, id: string, { removalPolicy }: EventLogProps) {
    super(scope, id);

    this.events = new ServiceTable(this, 'Events', {
      partitionKey: { name: 'key', type: AttributeType.STRING },
      sortKey: { name: 'position', type: AttributeType.NUMBER },
      removalPolicy,
    });
  }

  grantRead(fn: ServiceFunction): void {
    const { events } = this;
    fn.connect(env.eventsTable, events.tableName, events.items('BatchGetItem', 'Query'));
  }

  /** Reads events that are known by their ids. */
  grantLookUp(fn: ServiceFunction): void {
    const { events } = this;
    fn.connect(env.eventsTable, events.tableName, events.items('BatchGetItem'));
  }

  /** Positions are put only after the one before is seen, so a writer reads too. */
  grantAppend(fn: ServiceFunction): void {
    const { events } = this;
    fn.connect(env.eventsTable, events.tableName, events.items('Query', 'PutItem'));
  }
}
