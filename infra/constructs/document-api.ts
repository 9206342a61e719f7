import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { CustomDomain } from './custom-domain.ts';
import type { Identity } from './identity.ts';
import type { ServiceFunction } from './service-function.ts';

export interface DocumentApiProps {
  readonly handler: ServiceFunction;
  readonly identity: Identity;
  readonly corsOrigins: Config['corsOrigins'];
  readonly publicReading: Config['publicReading'];
  readonly throttle: Config['throttle'];
  readonly domain?: Config['domain'];
}

/** The address of a feed is itself the right to read it. */
const alwaysPublic = ['/v1/health', '/v1/openapi.json', '/v1/docs', '/v1/feeds/{proxy+}'];

const publicWhenReadingIs = [
  '/v1/documents',
  '/v1/documents/{proxy+}',
  '/v1/decisions',
  '/v1/events',
  '/v1/upcoming',
  '/v1/punctuality',
];

/** The HTTP API: one function behind one route that asks for a token, and a few that do not. */
export class DocumentApi extends Construct {
  readonly api: HttpApi;
  readonly url: string;
  readonly domain?: CustomDomain;
  /** A line for each request. */
  readonly accessLogs: LogGroup;

  constructor(scope: Construct, id: string, props: DocumentApiProps) {
    super(scope, id);
    const { handler, identity, corsOrigins, publicReading } = props;

    // A permission for each route: one for all of `/*/*/*` leaves out $default, whose ARN has no path.
    const integration = new HttpLambdaIntegration('Handler', handler);
    this.api = new HttpApi(this, 'Api', {
      description: 'Documents that govern something, and the decisions about them',
      createDefaultStage: false,
      corsPreflight: corsOrigins.length > 0 ? corsPreflight(corsOrigins) : undefined,
      defaultIntegration: integration,
      defaultAuthorizer: new HttpJwtAuthorizer('Tokens', identity.issuer, {
        jwtAudience: [...identity.audience],
      }),
    });

    const open = publicReading ? [...alwaysPublic, ...publicWhenReadingIs] : alwaysPublic;
    for (const path of open) {
      this.openRoute(integration, path, HttpMethod.GET);
      this.openRoute(integration, path, HttpMethod.HEAD);
    }
    // The default route would ask a browser's preflight for a token too, which it never sends.
    if (corsOrigins.length > 0) this.openRoute(integration, '/{proxy+}', HttpMethod.OPTIONS);

    // Without the slash at its end, so that paths of the API can be put behind it.
    this.url = props.domain === undefined ? this.api.apiEndpoint : `https://${props.domain.name}`;
    if (props.domain !== undefined) this.domain = new CustomDomain(this, 'Domain', props.domain);
    this.accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.addStage(props.throttle);
  }

  private openRoute(integration: HttpLambdaIntegration, path: string, method: HttpMethod): void {
    const route = new HttpRoute(this, `${method} ${path}`, {
      httpApi: this.api,
      routeKey: HttpRouteKey.with(path, method),
      integration,
      authorizer: new HttpNoneAuthorizer(),
    });
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason: 'The route is meant for everyone, or for whoever has its secret address.',
    });
  }

  private addStage({ rate, burst }: Config['throttle']): void {
    const destination = new LogGroupLogDestination(this.accessLogs);
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: rate, burstLimit: burst },
      domainMapping: this.domain,
      accessLogSettings: { destination, format: accessLogFormat },
    });
  }
}

const corsPreflight = (origins: readonly string[]) => ({
  allowOrigins: [...origins],
  allowMethods: [CorsHttpMethod.ANY],
  allowHeaders: [
    'authorization',
    'content-type',
    'idempotency-key',
    'if-match',
    'if-none-match',
    'x-correlation-id',
  ],
  exposeHeaders: ['etag', 'link', 'location', 'retry-after', 'x-correlation-id', 'x-request-id'],
  maxAge: Duration.hours(1),
});

/** What is needed to follow a request; never a header, the address of a feed or who the caller is. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    ip: '$context.identity.sourceIp',
    method: '$context.httpMethod',
    routeKey: '$context.routeKey',
    status: '$context.status',
    bytes: '$context.responseLength',
    milliseconds: '$context.responseLatency',
    authorizerError: '$context.authorizer.error',
    integrationError: '$context.integrationErrorMessage',
  }),
);
