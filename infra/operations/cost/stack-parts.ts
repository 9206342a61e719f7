import * as z from 'zod';
import { timesPerMonth } from './recurrence.ts';

/** What of a stack costs something, as its template has it. */
export interface StackParts {
  /** By the folder under functions/. */
  readonly functions: Readonly<Record<string, FunctionPart>>;
  /** Function and table pairs: each reads the table's key about every five minutes in which it works. */
  readonly tableAccesses: number;
  /** How many look into queues for Lambda when all is quiet. */
  readonly pollers: number;
  readonly schedules: readonly SchedulePart[];
  /** Metrics that alarms look at; one may look at several. */
  readonly alarmMetrics: number;
  readonly compositeAlarms: number;
  readonly dashboards: number;
  readonly keys: number;
  readonly hasUserPool: boolean;
  /** For how many days each night's copy of tables and files is kept; 0 where there are none. */
  readonly backupDays: number;
  readonly scansUploads: boolean;
  /** Rules by web ACL. */
  readonly webAclRules: readonly number[];
}

export interface FunctionPart {
  readonly gigabytes: number;
  /** Whether each invocation that has no trace yet begins one. */
  readonly traced: boolean;
}

export interface SchedulePart {
  readonly timesPerMonth: number;
  /** The folder of the function that it invokes, undefined where it sends to a queue. */
  readonly invokes: string | undefined;
}

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
const template = z.object({ Resources: z.record(z.string(), resource) });

const lambda = z.object({
  MemorySize: z.number(),
  TracingConfig: z.object({ Mode: z.string() }).optional(),
  Environment: z.object({
    Variables: z
      .record(z.string(), z.unknown())
      .and(z.object({ POWERTOOLS_SERVICE_NAME: z.string() })),
  }),
});
const schedule = z.object({
  ScheduleExpression: z.string(),
  Target: z.object({ Arn: z.unknown() }),
});
const attribute = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const mapping = z.object({
  EventSourceArn: attribute,
  ScalingConfig: z.object({ MaximumConcurrency: z.number() }).optional(),
});
const alarm = z.object({
  Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).optional(),
});
const backupPlan = z.object({
  BackupPlan: z.object({
    BackupPlanRule: z.array(z.object({ Lifecycle: z.object({ DeleteAfterDays: z.number() }) })),
  }),
});
const webAcl = z.object({ Rules: z.array(z.unknown()).default([]) });

/**
 * Five for a queue, and when it is quiet as few as two; but always five where a greatest number at a time is stated.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
const pollers = { alone: 2, bounded: 5 };

/** Reads a synthesised template. */
export const stackParts = (source: unknown): StackParts => {
  const { Resources } = template.parse(source);
  const all = Object.entries(Resources);
  const of = (type: string) => all.filter(([, { Type }]) => Type === type);
  const count = (type: string) => of(type).length;

  const functions = new Map(
    of('AWS::Lambda::Function').map(([id, { Properties }]) => [id, lambda.parse(Properties)]),
  );
  const nameOf = (id: string) => functions.get(id)?.Environment.Variables.POWERTOOLS_SERVICE_NAME;
  const mappings = of('AWS::Lambda::EventSourceMapping')
    .map(([, { Properties }]) => mapping.parse(Properties))
    .filter(({ EventSourceArn }) => {
      const [id] = EventSourceArn['Fn::GetAtt'];
      return Resources[id]?.Type === 'AWS::SQS::Queue';
    });

  return {
    functions: Object.fromEntries(
      [...functions.values()].map(({ MemorySize, TracingConfig, Environment }) => [
        Environment.Variables.POWERTOOLS_SERVICE_NAME,
        { gigabytes: MemorySize / 1024, traced: TracingConfig?.Mode === 'Active' },
      ]),
    ),
    tableAccesses: [...functions.values()].flatMap(({ Environment }) =>
      Object.keys(Environment.Variables).filter((name) => name.endsWith('_TABLE')),
    ).length,
    pollers: mappings.reduce(
      (sum, { ScalingConfig }) =>
        sum + (ScalingConfig === undefined ? pollers.alone : pollers.bounded),
      0,
    ),
    schedules: of('AWS::Scheduler::Schedule').map(([, { Properties }]) => {
      const { ScheduleExpression, Target } = schedule.parse(Properties);
      const [id = ''] = attribute.safeParse(Target.Arn).data?.['Fn::GetAtt'] ?? [];
      return { timesPerMonth: timesPerMonth(ScheduleExpression), invokes: nameOf(id) };
    }),
    alarmMetrics: of('AWS::CloudWatch::Alarm')
      .map(([, { Properties }]) => alarm.parse(Properties))
      .reduce((sum, { Metrics = [{ MetricStat: {} }] }) => sum + withStatistics(Metrics), 0),
    compositeAlarms: count('AWS::CloudWatch::CompositeAlarm'),
    dashboards: count('AWS::CloudWatch::Dashboard'),
    keys: count('AWS::KMS::Key'),
    hasUserPool: count('AWS::Cognito::UserPool') > 0,
    backupDays: of('AWS::Backup::BackupPlan')
      .flatMap(([, { Properties }]) => backupPlan.parse(Properties).BackupPlan.BackupPlanRule)
      .reduce((sum, { Lifecycle }) => sum + Lifecycle.DeleteAfterDays, 0),
    scansUploads: count('AWS::GuardDuty::MalwareProtectionPlan') > 0,
    webAclRules: of('AWS::WAFv2::WebACL').map(
      ([, { Properties }]) => webAcl.parse(Properties).Rules.length,
    ),
  };
};

/** An expression costs what the metrics in it cost. */
const withStatistics = (metrics: readonly { readonly MetricStat?: unknown }[]): number =>
  metrics.filter(({ MetricStat }) => MetricStat !== undefined).length;
