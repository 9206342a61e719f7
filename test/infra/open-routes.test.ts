import { describe, expect, it } from 'vitest';
import { type Operation, operations } from '../support/description.ts';
import { resourcesOf } from './synthesize.ts';

interface GatewayRoute {
  readonly key: string;
  readonly isOpen: boolean;
}

const gatewayRoutes = (publicReading: boolean): readonly GatewayRoute[] =>
  resourcesOf('AWS::ApiGatewayV2::Route', { publicReading }).map(({ Properties }) => ({
    key: String(Properties.RouteKey),
    isOpen: Properties.AuthorizationType === 'NONE',
  }));

/** Whether the gateway sends such requests to the route, `{proxy+}` being one or more steps. */
const takes = ({ key }: GatewayRoute, method: string, path: string): boolean => {
  const [routeMethod = '', template = ''] = key.split(' ');
  if (routeMethod !== method && routeMethod !== 'ANY') return false;
  const pattern = template
    .replaceAll('.', '\\.')
    .replace(/\{\w+\+\}/g, '.+')
    .replace(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(path);
};

/** The route that a request comes to: of those that take it the longest, else the default. */
const routeOf = (routes: readonly GatewayRoute[], method: string, path: string) =>
  routes
    .filter((route) => takes(route, method, path))
    .toSorted((a, b) => b.key.length - a.key.length)[0] ??
  routes.find(({ key }) => key === '$default');

const requestsOf = ({ method, path }: Operation) =>
  (method === 'GET' ? ['GET', 'HEAD'] : [method]).map((each) => ({
    method: each,
    path: path.replace(/\{\w+\}/g, 'x'),
  }));

describe.each([false, true])('the gateway, where public reading is %s', (publicReading) => {
  const routes = gatewayRoutes(publicReading);
  const isPublic = ({ role }: Operation) =>
    role === 'anyone' || (publicReading && role === 'reader');

  it.each(operations.map((operation) => [operation.name, operation] as const))(
    'asks for a token for %s exactly where its description does',
    (_name, operation) => {
      for (const { method, path } of requestsOf(operation)) {
        const route = routeOf(routes, method, path);
        expect(route?.isOpen, `${method} ${path} by ${route?.key}`).toBe(isPublic(operation));
      }
    },
  );

  it('opens nothing that the description does not, and for reading alone', () => {
    const open = routes.filter(({ isOpen }) => isOpen);
    for (const route of open) {
      expect(route.key).toMatch(/^(?:GET|HEAD) \/v1\//);
      const taken = operations.filter((operation) =>
        requestsOf(operation).some(({ method, path }) => takes(route, method, path)),
      );
      expect(taken.length, route.key).toBeGreaterThan(0);
      for (const operation of taken) expect(isPublic(operation), operation.name).toBe(true);
    }
  });

  it('has one route for all the rest, which asks for a token', () => {
    const asking = routes.filter(({ isOpen }) => !isOpen);
    expect(asking.map(({ key }) => key)).toEqual(['$default']);
  });
});
