import { describe, expect, it } from 'vitest';
import { statements } from './statements.ts';
import { resourcesOf } from './synthesize.ts';

const [decisions] = resourcesOf('AWS::DynamoDB::GlobalTable').filter(({ id }) =>
  id.includes('Decisions'),
);
const onDecisions = statements().filter(({ resources }) =>
  resources.some((resource) => resource === '"*"' || resource.includes(String(decisions?.id))),
);
const writes = /Write|Update|Delete|PartiQL|Import|Restore|\*/;

describe('the decisions table', () => {
  it('is found by these tests', () => {
    expect(decisions).toBeDefined();
    expect(onDecisions.flatMap(({ actions }) => actions)).toContain('dynamodb:Query');
  });

  it('can be changed by no role', () => {
    const changing = onDecisions
      .flatMap(({ actions }) => actions)
      .filter((action) => action.startsWith('dynamodb:') && writes.test(action));
    expect(changing).toEqual([]);
  });

  it('takes new decisions from the API alone, and only in a transaction', () => {
    const putting = onDecisions.filter(({ actions }) => actions.includes('dynamodb:PutItem'));
    expect(putting).toMatchObject([
      {
        who: 'api',
        actions: ['dynamodb:PutItem'],
        conditions: { StringEquals: { 'dynamodb:EnclosingOperation': 'TransactWriteItems' } },
      },
    ]);
  });

  it('refuses changes itself, whoever asks', () => {
    expect(decisions?.Properties.Replicas[0].ResourcePolicy.PolicyDocument.Statement).toMatchObject(
      [
        {
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: [
            'dynamodb:BatchWriteItem',
            'dynamodb:DeleteItem',
            'dynamodb:PartiQLDelete',
            'dynamodb:PartiQLInsert',
            'dynamodb:PartiQLSelect',
            'dynamodb:PartiQLUpdate',
            'dynamodb:UpdateItem',
          ],
        },
        {
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: 'dynamodb:PutItem',
          Condition: {
            StringNotEquals: { 'dynamodb:EnclosingOperation': 'TransactWriteItems' },
          },
        },
      ],
    );
  });
});
