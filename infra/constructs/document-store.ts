import type { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, ProjectionType, StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { ServiceFunction } from './service-function.ts';
import { ServiceTable } from './service-table.ts';

export interface DocumentStoreProps {
  readonly removalPolicy: RemovalPolicy;
}

const string = (name: string) => ({ name, type: AttributeType.STRING });
const number = (name: string) => ({ name, type: AttributeType.NUMBER });
const keysOnly = { projectionType: ProjectionType.KEYS_ONLY };

/** Documents with their versions, the decisions about them, and receipts of idempotent requests. */
export class DocumentStore extends Construct {
  readonly documents: ServiceTable;
  readonly decisions: ServiceTable;
  readonly receipts: ServiceTable;

  constructor(scope: Construct, id: string, { removalPolicy }: DocumentStoreProps) {
    super(scope, id);

    // Keys that many documents share at one instant are sharded.
    this.documents = new ServiceTable(this, 'Documents', {
      partitionKey: string('documentId'),
      sortKey: string('item'),
      dynamoStream: StreamViewType.NEW_IMAGE,
      globalSecondaryIndexes: [
        {
          indexName: 'due',
          partitionKey: number('dueShard'),
          sortKey: string('dueAt'),
          ...keysOnly,
        },
        {
          indexName: 'change',
          partitionKey: number('changeShard'),
          sortKey: string('changesAt'),
          ...keysOnly,
        },
        {
          indexName: 'status',
          partitionKey: string('statusShard'),
          sortKey: string('documentId'),
          ...keysOnly,
        },
        {
          indexName: 'registered',
          partitionKey: number('registeredShard'),
          sortKey: string('documentId'),
          ...keysOnly,
        },
      ],
      removalPolicy,
    });

    this.decisions = new ServiceTable(this, 'Decisions', {
      partitionKey: string('documentId'),
      sortKey: string('decisionId'),
      globalSecondaryIndexes: [
        {
          indexName: 'caseNumber',
          partitionKey: string('caseNumberKey'),
          sortKey: string('decisionId'),
          projectionType: ProjectionType.ALL,
        },
      ],
      resourcePolicy: appendOnly,
      removalPolicy,
    });

    this.receipts = new ServiceTable(this, 'Idempotency', {
      partitionKey: string('receiptId'),
      timeToLiveAttribute: 'ttl',
      removalPolicy,
    });
  }

  /** Changes documents and their versions; what comes next may have to be read from the decisions. */
  grantWrite(fn: ServiceFunction): void {
    const { documents, decisions, receipts } = this;
    fn.connect(env.documentsTable, documents.tableName, documents.items('GetItem', 'PutItem'));
    fn.connect(env.decisionsTable, decisions.tableName, decisions.items('Query'));
    // Named for every writer, since one repository holds all three; used by the API alone.
    fn.connect(env.idempotencyTable, receipts.tableName);
  }

  /** Overwrites drafts and versions that were erased. */
  grantErase(fn: ServiceFunction): void {
    this.grantWrite(fn);
    fn.permit(this.documents.items('Query'));
  }

  grantFindDue(fn: ServiceFunction): void {
    fn.permit(this.documents.items('BatchGetItem'));
    fn.permit(this.documents.indexes('due'));
  }

  /** Goes through all documents, with their versions. */
  grantGoThrough(fn: ServiceFunction): void {
    fn.permit(this.documents.items('Query'));
    fn.permit(this.documents.indexes('registered'));
  }

  /** Finds what is coming; what a document's plan leaves out is read from the decisions. */
  grantForesee(fn: ServiceFunction): void {
    const { documents, decisions, receipts } = this;
    fn.connect(env.documentsTable, documents.tableName, documents.items('GetItem'));
    fn.connect(env.decisionsTable, decisions.tableName, decisions.items('Query'));
    fn.connect(env.idempotencyTable, receipts.tableName);
    this.grantFindDue(fn);
  }

  /** Reads everything, and records decisions together with the document that they are about. */
  grantServe(fn: ServiceFunction): void {
    const { documents, decisions, receipts } = this;
    this.grantWrite(fn);
    fn.permit(documents.items('BatchGetItem', 'Query'));
    fn.permit(documents.indexes('change', 'status', 'registered'));
    fn.permit(decisions.items('GetItem'));
    fn.permit(decisions.indexes('caseNumber'));
    fn.permit({
      ...decisions.items('PutItem'),
      conditions: { StringEquals: { 'dynamodb:EnclosingOperation': 'TransactWriteItems' } },
    });
    fn.permit(receipts.items('GetItem', 'PutItem'));
  }
}

/**
 * Decisions are facts: nobody changes or removes one, whatever their own permissions say. `*` is the
 * table itself, which its own policy cannot name.
 */
const appendOnly = new PolicyDocument({
  statements: [
    new PolicyStatement({
      sid: 'NoChangesToRecordedDecisions',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: [
        'UpdateItem',
        'DeleteItem',
        'BatchWriteItem',
        'PartiQLInsert',
        'PartiQLUpdate',
        'PartiQLDelete',
        'PartiQLSelect',
      ].map((action) => `dynamodb:${action}`),
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'NewDecisionsOnlyInTransactions',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['dynamodb:PutItem'],
      resources: ['*'],
      conditions: { StringNotEquals: { 'dynamodb:EnclosingOperation': 'TransactWriteItems' } },
    }),
  ],
});
