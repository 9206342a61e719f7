import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { resourcesOf, templateOf } from './synthesize.ts';

const openRoutes = (context: Record<string, unknown> = {}): string[] =>
  resourcesOf('AWS::ApiGatewayV2::Route', context)
    .filter(({ Properties }) => Properties.AuthorizationType === 'NONE')
    .map(({ Properties }) => String(Properties.RouteKey))
    .sort();

const reading = (paths: readonly string[]): string[] =>
  ['GET', 'HEAD'].flatMap((method) => paths.map((path) => `${method} ${path}`)).sort();

const alwaysOpen = ['/v1/docs', '/v1/feeds/{proxy+}', '/v1/health', '/v1/openapi.json'];

describe('the API', () => {
  it('asks for a token on every route but those that are for everyone', () => {
    templateOf().hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: '$default',
      AuthorizationType: 'JWT',
    });
    expect(openRoutes()).toEqual(reading(alwaysOpen));
  });

  it('may invoke its function for $default, whose ARN has a stage and no path', () => {
    const arns = resourcesOf('AWS::Lambda::Permission').map(({ Properties }) =>
      JSON.stringify(Properties.SourceArn),
    );
    // What is shown is `<api>/$default/$default`: `<api>/*/*` lets it in, `<api>/*/*/*` does not.
    expect(arns.filter((arn) => arn.endsWith('"/*/*"]]}'))).toHaveLength(1);
  });

  it('opens the routes that read where public reading is on, and no other', () => {
    expect(openRoutes({ publicReading: true })).toEqual(
      reading([
        ...alwaysOpen,
        '/v1/decisions',
        '/v1/documents',
        '/v1/documents/{proxy+}',
        '/v1/events',
        '/v1/punctuality',
        '/v1/upcoming',
      ]),
    );
  });

  it('answers a preflight without a token where origins are configured', () => {
    const context = { corsOrigins: ['https://intranet.example.org'] };
    expect(openRoutes(context)).toContain('OPTIONS /{proxy+}');
    templateOf(context).hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: { AllowOrigins: ['https://intranet.example.org'] },
    });
  });

  it('is throttled as the configuration says', () => {
    const context = { throttle: { rate: 50, burst: 80 } };
    templateOf(context).hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 80 },
    });
  });

  it('is throttled and logs each request, without headers, addresses of feeds or callers', () => {
    const [stage] = resourcesOf('AWS::ApiGatewayV2::Stage');
    expect(stage?.Properties).toMatchObject({
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 },
    });
    const { Format } = stage?.Properties.AccessLogSettings ?? {};
    expect(Object.keys(JSON.parse(Format))).toContain('requestId');
    expect(Format).not.toMatch(/header|path|querystring|claims|principal/i);
  });
});

const publicUrls = (context: Record<string, unknown> = {}) =>
  resourcesOf('AWS::Lambda::Function', context)
    .map(({ Properties }) => Properties.Environment.Variables.PUBLIC_URL)
    .filter((value) => value !== undefined);

describe('links that the API gives out', () => {
  it('begin with the address of the gateway, whose id the function learns with each request', () => {
    const [own, ...others] = publicUrls();
    expect(others).toEqual([]);
    expect(JSON.stringify(own)).toMatch(/"https:\/\/\{apiId\}\.execute-api\./);
  });

  it('begin with the address that is configured instead', () => {
    const context = { publicUrl: 'https://ikraft.example.org' };
    expect(publicUrls(context)).toEqual(['https://ikraft.example.org']);
  });
});

describe('a domain of one’s own', () => {
  const certificateArn = 'arn:aws:acm:eu-north-1:111122223333:certificate/1234-abcd';
  const domain = { name: 'api.example.org', certificateArn };
  const hostedZone = { id: 'Z0123456789ABC', name: 'example.org' };

  it('leads to the API, with the certificate and no older TLS than 1.2', () => {
    const template = templateOf({ domain });
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: 'api.example.org',
      DomainNameConfigurations: [
        Match.objectLike({ CertificateArn: certificateArn, SecurityPolicy: 'TLS_1_2' }),
      ],
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::ApiMapping', {
      DomainName: { Ref: Match.stringLikeRegexp('Domain') },
      Stage: '$default',
    });
    template.hasOutput('ApiUrl', { Value: 'https://api.example.org' });
    template.hasOutput('DomainTarget', {});
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
  });

  it('has its records in the zone that is stated', () => {
    const records = resourcesOf('AWS::Route53::RecordSet', { domain: { ...domain, hostedZone } });
    expect(records.map(({ Properties }) => Properties)).toMatchObject([
      { Type: 'A', Name: 'api.example.org.', HostedZoneId: 'Z0123456789ABC' },
      { Type: 'AAAA', Name: 'api.example.org.', HostedZoneId: 'Z0123456789ABC' },
    ]);
  });

  it('begins the links that the API gives out', () => {
    expect(publicUrls({ domain })).toEqual(['https://api.example.org']);
  });
});

describe('tokens', () => {
  it('come from a user pool of the stack, which nobody can sign up to, with a group per role', () => {
    templateOf().hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    });
    const groups = resourcesOf('AWS::Cognito::UserPoolGroup').map(
      ({ Properties }) => Properties.GroupName,
    );
    expect(groups.sort()).toEqual([
      'role:operator',
      'role:reader',
      'role:registrar',
      'role:subscriber',
    ]);
    const [authorizer] = resourcesOf('AWS::ApiGatewayV2::Authorizer');
    expect(JSON.stringify(authorizer?.Properties.JwtConfiguration)).toMatch(
      /https:\/\/cognito-idp\..*UserPool/,
    );
  });

  it('come from the issuer that is configured instead', () => {
    const context = {
      issuer: { url: 'https://login.example.org/tenant', audience: ['ikraft'] },
    };
    templateOf(context).hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      JwtConfiguration: { Issuer: 'https://login.example.org/tenant', Audience: ['ikraft'] },
    });
    expect(resourcesOf('AWS::Cognito::UserPool', context)).toEqual([]);
  });
});

describe('the outputs', () => {
  it('are those that a client, an operator and a test need', () => {
    const queues = [
      'Deliveries',
      'Erasures',
      'Events',
      'Reconciliations',
      'Replays',
      'Uploads',
      'WakeUps',
    ];
    expect(Object.keys(templateOf().toJSON().Outputs).sort()).toEqual(
      [
        'ApiUrl',
        'DecisionsTableName',
        'DeliveriesTableName',
        'DocumentsTableName',
        'EventBusName',
        'EventsTableName',
        'FailuresBucketName',
        'FeedLinksTableName',
        'FilesBucketName',
        'IdempotencyTableName',
        'PlanWakeupsFunctionName',
        'PunctualityTableName',
        'ReconcileFunctionName',
        'RelayEventsFunctionName',
        'SenderRoleArn',
        'SubscriptionsTableName',
        'UserPoolClientId',
        'UserPoolId',
        ...queues.flatMap((name) => [`${name}QueueUrl`, `${name}DeadLettersUrl`]),
      ].sort(),
    );
  });
});
