import type {
  APIGatewayEventRequestContextJWTAuthorizer,
  APIGatewayEventRequestContextV2,
  APIGatewayProxyEventV2WithRequestContext,
  APIGatewayProxyStructuredResultV2,
} from 'aws-lambda';
import { anonymous, type ClaimNames, type Principal, principalOf } from './principal.ts';
import type { Answer } from './route.ts';

/** A request of an HTTP API (payload 2.0); routes that need no token have no authorizer. */
export type HttpEvent = APIGatewayProxyEventV2WithRequestContext<
  APIGatewayEventRequestContextV2 & {
    readonly authorizer?: Pick<APIGatewayEventRequestContextJWTAuthorizer, 'jwt'>;
  }
>;

export type HttpResult = APIGatewayProxyStructuredResultV2;

/** A request, without what only the gateway cares about. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string | undefined>>;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  readonly caller: Principal;
  /** Which API of the gateway was asked. */
  readonly apiId: string;
}

export const incoming = (event: HttpEvent, claimNames: ClaimNames): Incoming => {
  const { authorizer, http, apiId } = event.requestContext;
  return {
    apiId,
    method: http.method,
    path: http.path,
    pathParameters: event.pathParameters ?? {},
    query: new URLSearchParams(event.rawQueryString),
    headers: lowerCase(event.headers),
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    caller: authorizer === undefined ? anonymous : principalOf(authorizer.jwt.claims, claimNames),
  };
};

/** What is read again each time is asked about each time; everything else is kept by nobody. */
export const httpResult = ({ status, body, etag, headers }: Answer): HttpResult => ({
  statusCode: status,
  headers: {
    'cache-control': etag === undefined ? 'no-store' : 'private, no-cache',
    'x-content-type-options': 'nosniff',
    ...(etag !== undefined && { etag }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...headers,
  },
  ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
});

/** The address of something new, relative to where it was asked for: right behind any prefix. */
export const locationOf = (path: string, id: string | number): string =>
  path.endsWith('/') ? String(id) : `${path.slice(path.lastIndexOf('/') + 1)}/${id}`;

/** The address of what stands beside what was asked for, likewise. */
export const besidesOf = (path: string, relative: string): string =>
  path.endsWith('/') ? `../${relative}` : relative;

/** Headers of a page of a list: where the next one is, relative to this one. */
export const linkToNext = (
  query: Readonly<Record<string, string | number | undefined>>,
): Readonly<Record<string, string>> => {
  const next = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) next.set(name, String(value));
  }
  return { link: `<?${next}>; rel="next"` };
};

const lowerCase = (headers: HttpEvent['headers']): Incoming['headers'] =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
