import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { env } from '#shared/runtime/env.ts';
import { functions, statements } from './statements.ts';

const root = join(import.meta.dirname, '../..');

describe('a permission', () => {
  const all = statements({ targetAccounts: ['111122223333'] });

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

  it.each([
    ['no lock', {}, ['DeleteObjectVersion']],
    [
      'a lock of governance',
      { objectLock: { mode: 'governance', days: 30 } },
      ['BypassGovernanceRetention', 'DeleteObjectVersion', 'GetObjectRetention'],
    ],
    [
      'a lock of compliance',
      { objectLock: { mode: 'compliance', days: 30 } },
      ['DeleteObjectVersion', 'GetObjectRetention'],
    ],
  ])('to delete a file is for the one who erases, with %s', (_, context, allowed) => {
    const deleting = statements(context).flatMap(({ who, actions }) =>
      actions.filter((one) => /^s3:.*(Delete|Bypass|Retention)/.test(one)).map((one) => [who, one]),
    );
    expect(deleting.sort()).toEqual(allowed.map((one) => ['erase-files', `s3:${one}`]));
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
  const composed = [...source.matchAll(/'(?:#shared\/composition|(\.\.?))\/([\w/-]+\.ts)'/g)];
  return [
    ...own,
    ...composed.flatMap(([, beside, name]) =>
      readBy(join(beside ? join(dirname(file), beside) : 'shared/composition', String(name)), seen),
    ),
  ];
};
