import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { env } from '#shared/runtime/env.ts';
import { functions, statements } from './statements.ts';

const root = join(import.meta.dirname, '../..');

/** Every permission that names more than one thing, and why it has to. */
const wildcards = [
  { who: /./, actions: /^xray:/, resource: /^"\*"$/, because: 'traces are no resources' },
  {
    who: /^(relay-events|plan-wakeups)$/,
    actions: /^dynamodb:ListStreams$/,
    resource: /^"\*"$/,
    because: 'a list of streams is no resource',
  },
  {
    who: /^(api|verify-upload)$/,
    actions: /^s3:(PutObject|GetObjectVersion)$/,
    resource: /Files.*\/uploads\/\*"/,
    because: 'each upload has a key of its own',
  },
  {
    who: /^(relay-events|plan-wakeups)$/,
    actions: /^s3:PutObject$/,
    resource: /Failures.*\/aws\/lambda\/\*"/,
    because: 'Lambda names what it puts there',
  },
  {
    who: /^(relay-events|plan-wakeups)$/,
    actions: /^s3:PutObject$/,
    resource: /Failures.*\/poison\/(relay-events|plan-wakeups)\/\*"/,
    because: 'each record has a key of its own',
  },
  {
    who: /^deliver$/,
    actions: /^(sqs:SendMessage|events:PutEvents)$/,
    resource: /:(sqs|events):\*:111122223333:(event-bus\/)?\*"/,
    because: 'subscribers name queues and buses of an account that is configured',
  },
  {
    who: /^deliver$/,
    actions: /^kms:(GenerateDataKey|Decrypt)$/,
    resource: /:kms:\*:111122223333:key\/\*"/,
    because: 'queues of such an account are encrypted with keys of its own',
  },
  {
    who: /^(plan-wakeups|reconcile)$/,
    actions: /^scheduler:CreateSchedule$/,
    resource: /:schedule\/.*Schedules.*\/\*"/,
    because: 'a schedule is named after its instant',
  },
];

describe('a permission', () => {
  const all = statements({ targetAccounts: ['111122223333'] });

  it('names no action by wildcard', () => {
    const actions = all.flatMap((statement) => statement.actions);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('names its resources one by one, but for those that are listed with a reason', () => {
    const open = all.flatMap(({ who, actions, resources }) =>
      actions.flatMap((action) =>
        resources
          .filter((resource) => resource.includes('*'))
          .map((resource) => ({ who, action, resource })),
      ),
    );
    expect(open.length).toBeGreaterThan(0);
    const unlisted = open.filter(
      ({ who, action, resource }) =>
        !wildcards.some(
          (known) =>
            known.who.test(who) && known.actions.test(action) && known.resource.test(resource),
        ),
    );
    expect(unlisted).toEqual([]);
  });

  it('to hand a role to Scheduler is for Scheduler only', () => {
    const conditions = { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } };
    expect(all.filter(({ actions }) => actions.includes('iam:PassRole'))).toMatchObject([
      { who: 'plan-wakeups', conditions },
      { who: 'reconcile', conditions },
    ]);
  });

  it('to change a row of deliveries in place is for the one who serves endpoints', () => {
    const may = all.filter(
      ({ actions, resources }) =>
        actions.includes('dynamodb:UpdateItem') && resources.join().includes('DeliveryStore'),
    );
    expect(may.map(({ who }) => who)).toEqual(['deliver']);
  });

  it('to open signing secrets is for those who sign, to seal them for the API', () => {
    const ours = all.filter(({ resources }) => resources.join().includes('SecretsKey'));
    const may = (action: string) =>
      ours.filter(({ actions }) => actions.includes(action)).map(({ who }) => who);
    expect(may('kms:Encrypt')).toEqual(['api']);
    expect(may('kms:Decrypt').sort()).toEqual(['api', 'deliver']);
  });
});

describe('the environment of a function', () => {
  it.each(functions())(
    '$name has no name of ours but those its composition root reads',
    ({ name, variables }) => {
      const read = readBy(`functions/${name}/index.ts`);
      const unread = Object.entries(env).filter(
        ([key, variable]) => variable in variables && !read.includes(key),
      );
      expect(unread).toEqual([]);
    },
  );
});

/** The variables that a file reads, itself and through what it composes. */
const readBy = (file: string, seen = new Set<string>()): string[] => {
  if (seen.has(file)) return [];
  seen.add(file);
  const source = readFileSync(join(root, file), 'utf8');
  const own = [...source.matchAll(/requireEnv\(env\.(\w+)\)/g)].map(([, key]) => String(key));
  const composed = [...source.matchAll(/'(?:#shared\/composition|(\.))\/([\w-]+\.ts)'/g)];
  return [
    ...own,
    ...composed.flatMap(([, beside, name]) =>
      readBy(join(beside ? dirname(file) : 'shared/composition', String(name)), seen),
    ),
  ];
};
