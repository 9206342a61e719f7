import { RequestProblem } from '#shared/runtime/problem.ts';
import type { Route } from '#shared/runtime/route.ts';
import type { ApiDependencies } from './dependencies.ts';
import { routes } from './routes.ts';

/** A route that was asked for, and what stood where its path has names. */
export interface Place {
  readonly route: Route<ApiDependencies>;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** @throws where no route has the address, or none takes the method there */
export const placeOf = (method: string, path: string): Place => {
  const places = patterns.flatMap(({ pattern, route }) => {
    const match = pattern.exec(path);
    return match === null ? [] : [{ route, pathParameters: { ...match.groups } }];
  });
  const place = places.find(({ route }) => methodsOf(route).includes(method));
  if (place === undefined) throw unknownRoute(path, places);
  return place;
};

/** `{documentId}` stands for a part of the path, which may have a slash at its end. */
const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}/?$`);

const patterns = routes.map((route) => ({ pattern: patternOf(route.path), route }));

/** HEAD is answered wherever GET is, without the body (RFC 9110, 9.3.2). */
const methodsOf = ({ method }: Place['route']): readonly string[] =>
  method === 'GET' ? ['GET', 'HEAD'] : [method];

const unknownRoute = (path: string, places: readonly Place[]): RequestProblem => {
  if (places.length === 0) {
    return new RequestProblem(
      'not_found',
      `Nothing has the address ${path}; /v1/docs says what there is.`,
    );
  }
  const allow = places.flatMap(({ route }) => methodsOf(route)).join(', ');
  return new RequestProblem('method_not_allowed', `Only ${allow} can be used here.`, {
    headers: { allow },
  });
};
