import { type Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  type RecursiveLoop,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { functionCode, runtime } from './function-code.ts';
import { type Permission, permit } from './permission.ts';

export interface ServiceFunctionProps {
  /** Folder under functions/, with an index.ts that exports `handler`. */
  readonly name: string;
  /** What the function does, for the one who finds it in the console. */
  readonly description: string;
  /** MiB; processor time grows with it. */
  readonly memory: number;
  readonly timeout: Duration;
  /**
   * ALLOW for a function that sends to a queue which it reads, the next step or a wait: Lambda takes its
   * own messages for an endless loop and stops it at about the sixteenth in a row.
   * @default RecursiveLoop.TERMINATE
   */
  readonly recursiveLoop?: RecursiveLoop;
  /**
   * PASS_THROUGH for one that runs every minute, whether or not there is anything to do: each trace costs
   * more than the invocation.
   * @default Tracing.ACTIVE
   */
  readonly tracing?: Tracing;
}

/** A Lambda function as all of ours are: bundled as ESM, on ARM, with a role and a log of its own. */
export class ServiceFunction extends LambdaFunction {
  readonly name: string;
  /** MiB. */
  readonly memory: number;
  declare readonly timeout: Duration;
  private readonly ownRole: Role;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(role);
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'X-Ray traces have no resource that a permission could name.',
    });

    super(scope, id, {
      description: props.description,
      runtime,
      handler: 'index.handler',
      code: functionCode(props.name),
      architecture: Architecture.ARM_64,
      memorySize: props.memory,
      timeout: props.timeout,
      recursiveLoop: props.recursiveLoop,
      tracing: props.tracing ?? Tracing.ACTIVE,
      role,
      logGroup,
      // Lambda's own lines too, so that one filter finds every failure: see errors-metric.ts.
      loggingFormat: LoggingFormat.JSON,
      environment: {
        NODE_OPTIONS: '--enable-source-maps',
        POWERTOOLS_SERVICE_NAME: props.name,
        // A trace says that something failed; with what is in the log, under its id.
        POWERTOOLS_TRACER_CAPTURE_ERROR: 'false',
        POWERTOOLS_METRICS_NAMESPACE: Stack.of(scope).stackName,
      },
    });
    if (props.tracing === Tracing.PASS_THROUGH) {
      Validations.of(this).acknowledge({
        id: 'Serverless-LambdaTracing',
        reason: 'It runs every minute: a trace of each run would cost more than the runs.',
      });
    }
    Validations.of(this).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'What fails is kept by what calls: dead letters, or a destination on failure.',
    });
    this.name = props.name;
    this.memory = props.memory;
    this.ownRole = role;
  }

  /** Who it is, to those of other accounts who let it in. */
  get roleArn(): string {
    return this.ownRole.roleArn;
  }

  /** Tells the function a name in its environment, together with what it may do there. */
  connect(variable: string, value: string, ...permissions: readonly Permission[]): void {
    this.addEnvironment(variable, value);
    for (const permission of permissions) this.permit(permission);
  }

  permit(permission: Permission): void {
    permit(this.ownRole, permission);
  }
}
