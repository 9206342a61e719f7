import type { HttpEvent } from '#shared/runtime/http.ts';

/** A request as a test writes it. */
export interface Sent {
  readonly body?: unknown;
  /** The body as bytes, whatever they are. */
  readonly raw?: Uint8Array;
  /** The body as text, as the gateway hands it over for a content type that is text. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Groups in the token; none is a token without any, null is no token. */
  readonly groups?: readonly string[] | null;
  readonly subject?: string;
  /** All that the token says, instead of groups and subject. */
  readonly claims?: Readonly<Record<string, string | string[]>>;
}

/** What a gateway hands over with every request that has a token. */
const authorization = `Bearer ${['{"alg":"RS256"}', '{"sub":"canary"}', 'canary'].map((part) => Buffer.from(part).toString('base64url')).join('.')}`;

/** The event of an HTTP API (payload 2.0) for a request; an operator of alingsas asks unless it says who. */
export const httpEvent = (method: string, address: string, sent: Sent = {}): HttpEvent => {
  const { body, raw, text, headers = {}, groups = ['role:operator', 'org:alingsas'] } = sent;
  const [path = '', ...queries] = address.split('?');
  const bytes = raw ?? (body === undefined ? undefined : Buffer.from(JSON.stringify(body)));
  const {
    subject = 'someone',
    claims = { sub: subject, 'cognito:groups': `[${groups?.join(' ')}]` },
  } = sent;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: queries.join('?'),
    headers: { ...(groups !== null && { authorization }), ...headers },
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'api.example.org',
      domainPrefix: 'api',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey: '$default',
      stage: '$default',
      time: '01/Jun/2026:12:00:00 +0000',
      timeEpoch: 0,
      ...(groups !== null && {
        authorizer: {
          jwt: { claims: { ...claims }, scopes: null },
        },
      }),
    },
    ...(bytes && { body: Buffer.from(bytes).toString('base64') }),
    ...(text !== undefined && { body: text }),
    isBase64Encoded: text === undefined && bytes !== undefined,
  };
};
