import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { timesPerMonth } from '../../../../infra/operations/cost/recurrence.ts';
import { stackParts } from '../../../../infra/operations/cost/stack-parts.ts';
import { measuredUsage } from '../../../../infra/operations/cost/usage.ts';
import { resourcesOf, templateOf } from '../../synthesize.ts';

const parts = stackParts(templateOf().toJSON());

describe('what of the stack costs something', () => {
  it('is read from its template', () => {
    const functions = readdirSync(new URL('../../../../functions', import.meta.url));
    expect(Object.keys(parts.functions).toSorted()).toEqual(functions.toSorted());
    expect(parts.keys).toBe(resourcesOf('AWS::KMS::Key').length);
    expect(parts.dashboards).toBe(resourcesOf('AWS::CloudWatch::Dashboard').length);
    expect(parts.schedules).toHaveLength(resourcesOf('AWS::Scheduler::Schedule').length);
    expect(parts.alarmMetrics).toBeGreaterThanOrEqual(resourcesOf('AWS::CloudWatch::Alarm').length);
    expect(parts.hasUserPool).toBe(true);
    const mappings = resourcesOf('AWS::Lambda::EventSourceMapping').map(
      ({ Properties }) => Properties,
    );
    const bounded = mappings.filter(({ ScalingConfig }) => ScalingConfig !== undefined);
    // Two mappings read the stream of the documents: that costs nothing.
    const quiet = mappings.length - 2 - bounded.length;
    expect(parts.pollers).toBe(5 * bounded.length + 2 * quiet);
  });

  it('is more with strict safeguards', () => {
    const strict = stackParts(templateOf({ strict: true, malwareProtection: true }).toJSON());
    expect(strict.keys).toBe(parts.keys + 1);
    expect(strict).toMatchObject({ backupDays: 35, scansUploads: true });
    expect(strict.webAclRules).toHaveLength(1);
    expect(parts).toMatchObject({ backupDays: 0, scansUploads: false, webAclRules: [] });
  });

  it('is less where users sign in elsewhere', () => {
    const issuer = { url: 'https://login.example.org', audience: ['ikraft'] };
    const { hasUserPool } = stackParts(templateOf({ issuer }).toJSON());
    expect(hasUserPool).toBe(false);
  });

  it('has figures for every function: its time, and its sweeps where a schedule invokes it', () => {
    expect(Object.keys(measuredUsage.milliseconds).toSorted()).toEqual(
      Object.keys(parts.functions).toSorted(),
    );
    const swept = parts.schedules.flatMap(({ invokes }) => invokes ?? []);
    expect(Object.keys(measuredUsage.sweep).toSorted()).toEqual(swept.toSorted());
    for (const [name, use] of Object.entries(measuredUsage)) {
      if (typeof use !== 'object' || !('invocations' in use)) continue;
      const unknown = Object.keys(use.invocations).filter((fn) => !(fn in parts.functions));
      expect(unknown, name).toEqual([]);
    }
  });

  it('knows every custom metric by its name', () => {
    const root = new URL('../../../../', import.meta.url);
    const sources = ['functions', 'shared'].flatMap((folder) =>
      readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => readFileSync(new URL(`${folder}/${file}`, root), 'utf8')),
    );
    const measured = sources.flatMap((source) =>
      [...source.matchAll(/\b(?:count|milliseconds)\(\s*'([A-Z]\w+)'/g)].map(([, name]) => name),
    );
    const filtered = resourcesOf('AWS::Logs::MetricFilter').flatMap(
      ({ Properties }) => Properties.MetricTransformations[0].MetricName,
    );
    const known = Object.values(measuredUsage.metrics).flat();
    expect(measured.length).toBeGreaterThan(5);
    expect(known).toEqual(expect.arrayContaining([...measured, ...filtered]));
    expect(new Set(known).size).toBe(known.length);
  });

  it('counts each metric of an alarm that looks at several, and no expression', () => {
    const stat = { MetricStat: {} };
    const Resources = {
      A: { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'Errors' } },
      B: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: { Metrics: [stat, stat, { Expression: 'm1 + m2' }] },
      },
    };
    expect(stackParts({ Resources }).alarmMetrics).toBe(3);
  });
});

describe('a schedule', () => {
  it.each([
    ['rate(1 minute)', 43_800],
    ['rate(5 minutes)', 8_760],
    ['rate(2 hours)', 365],
    ['rate(1 day)', 730 / 24],
    ['cron(5 * * * ? *)', 730],
    ['cron(17 3 * * ? *)', 730 / 24],
  ])('%s fires %d times a month', (expression, times) => {
    expect(timesPerMonth(expression)).toBeCloseTo(times, 9);
  });

  it('that nobody has reckoned yet is an error, not a guess', () => {
    expect(() => timesPerMonth('cron(0 9 ? * MON *)')).toThrow('How often is');
  });
});
