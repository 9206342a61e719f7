import { Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { configurations } from './configurations.ts';
import { ikraft } from './synthesize.ts';

const { ACKNOWLEDGED_RULES_METADATA_KEY } = Validations;

const packs = { 'AWS Solutions': AwsSolutionsChecks, Serverless: ServerlessChecks };

/** The app after synthesis, which is when aspects have done their part. */
const synthesized = (context = {}) => {
  const made = ikraft(context);
  made.app.synth();
  return made;
};

describe.each(Object.entries(configurations))('an installation %s', (_, context) => {
  const { app } = synthesized(context);

  it.each(Object.entries(packs))(
    'has nothing that %s rules find and nobody acknowledged',
    (_, Pack) => {
      expect(new Pack(app).validateScope(app).violations).toEqual([]);
    },
  );

  it('acknowledges nothing without a reason', () => {
    const reasons = app.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.values(data));
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(String(reason).length).toBeGreaterThan(20);
  });
});

describe('the rules', () => {
  it('find a planted breach', () => {
    const { app, stack } = ikraft();
    new Bucket(stack, 'Planted');
    const rules = new AwsSolutionsChecks(app)
      .validateScope(app)
      .violations.map(({ ruleName }) => ruleName);
    expect(rules).toContain('AwsSolutions-S10');
  });
});
