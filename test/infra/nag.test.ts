import { Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { ikraft } from './synthesize.ts';

const { ACKNOWLEDGED_RULES_METADATA_KEY } = Validations;

describe('the AWS Solutions rules', () => {
  it.each([
    { stage: 'production' },
    {
      stage: 'development',
      publicReading: true,
      corsOrigins: ['https://intranet.example.org'],
      alarmEmail: 'duty@example.org',
      targetAccounts: ['111122223333'],
      busAccounts: ['111122223333'],
      publicUrl: 'https://ikraft.example.org',
    },
    { issuer: { url: 'https://login.example.org', audience: ['ikraft'] } },
  ])('find nothing in %j that is not acknowledged', (context) => {
    const { app } = ikraft(context);
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });

  it('find a planted breach', () => {
    const { app, stack } = ikraft();
    new Bucket(stack, 'Planted');
    const rules = new AwsSolutionsChecks(app)
      .validateScope(app)
      .violations.map(({ ruleName }) => ruleName);
    expect(rules).toContain('AwsSolutions-S10');
  });

  it('are acknowledged nowhere without a reason', () => {
    const reasons = ikraft({ publicReading: true })
      .app.node.findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.values(data));
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(String(reason).length).toBeGreaterThan(20);
  });
});
