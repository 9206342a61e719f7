import { describe, expect, it } from 'vitest';
import { type HttpEvent, incoming } from '#shared/runtime/http.ts';
import { anonymous, usualClaimNames } from '#shared/runtime/principal.ts';

const event = (change: Partial<HttpEvent> = {}): HttpEvent => ({
  version: '2.0',
  routeKey: '$default',
  rawPath: '/v1/documents',
  rawQueryString: '',
  headers: {},
  isBase64Encoded: false,
  requestContext: {
    accountId: '000000000000',
    apiId: 'api',
    domainName: 'api.example.org',
    domainPrefix: 'api',
    http: {
      method: 'GET',
      path: '/v1/documents',
      protocol: 'HTTP/1.1',
      sourceIp: '127.0.0.1',
      userAgent: 'test',
    },
    requestId: 'request-1',
    routeKey: '$default',
    stage: '$default',
    time: '01/Jun/2026:12:00:00 +0000',
    timeEpoch: 0,
  },
  ...change,
});

const read = (change?: Partial<HttpEvent>) => incoming(event(change), usualClaimNames);

describe('an event of an HTTP API', () => {
  it('has its body as text or as base64', () => {
    const bodyOf = (change: Partial<HttpEvent>) => Buffer.from(read(change).body).toString();
    expect(bodyOf({ body: '{"å":1}' })).toBe('{"å":1}');
    const body = Buffer.from('{"å":1}').toString('base64');
    expect(bodyOf({ body, isBase64Encoded: true })).toBe('{"å":1}');
    expect(bodyOf({})).toBe('');
  });

  it('has headers in any case', () => {
    expect(read({ headers: { 'If-Match': '"1"', ACCEPT: 'x' } }).headers).toEqual({
      'if-match': '"1"',
      accept: 'x',
    });
  });

  it('has its query as it was sent, each value of a repeated name', () => {
    const { query } = read({ rawQueryString: 'a=1%2B2&a=%C3%A5+x&b' });
    expect(query.getAll('a')).toEqual(['1+2', 'å x']);
    expect(query.get('b')).toBe('');
  });

  it('may have no parameters in its path, said in two ways', () => {
    expect(read().pathParameters).toEqual({});
    expect(read({ pathParameters: JSON.parse('null') }).pathParameters).toEqual({});
  });

  it('without an authorizer is from nobody in particular', () => {
    expect(read().caller).toBe(anonymous);
  });

  it('has its caller from verified claims', () => {
    const { requestContext } = event();
    const claims = { sub: 'someone', 'cognito:groups': '[role:reader org:alingsas]' };
    const authorizer = { jwt: { claims, scopes: null } };
    expect(read({ requestContext: { ...requestContext, authorizer } }).caller).toEqual({
      id: 'someone',
      roles: ['reader'],
      organisation: 'alingsas',
    });
  });
});
