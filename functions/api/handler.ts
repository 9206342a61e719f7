import middy from '@middy/core';
import router from '@middy/http-router';
import { correlated } from '#shared/application/correlated.ts';
import { askedOf } from '#shared/runtime/asked.ts';
import { correlationIdOf } from '#shared/runtime/correlation.ts';
import { type HttpEvent, type HttpResult, httpResult, incoming } from '#shared/runtime/http.ts';
import { logger } from '#shared/runtime/logger.ts';
import { base, http } from '#shared/runtime/middleware.ts';
import { RequestProblem } from '#shared/runtime/problem.ts';
import type { Route } from '#shared/runtime/route.ts';
import type { ApiDependencies } from './dependencies.ts';
import { routes } from './routes.ts';

/** Every route of the API behind one function. */
export const createHandler = (dependencies: ApiDependencies) =>
  middy<HttpEvent, HttpResult>()
    .use(base())
    .use(http())
    .handler(
      router<HttpEvent, HttpResult>({
        routes: routes.flatMap(({ method, path, answer }) => {
          const handler = async (event: HttpEvent) => {
            const { http } = event.requestContext;
            logger.appendKeys({ asked: askedOf(http.method, path, event.pathParameters ?? {}) });
            const request = incoming(event, dependencies.claimNames);
            const own = correlated(dependencies, correlationIdOf(event));
            return httpResult(await answer(own, request));
          };
          return methodsOf(method).map((method) => ({ method, path, handler }));
        }),
        notFoundResponse: ({ path }) => {
          throw unknownRoute(path);
        },
      }),
    );

/** HEAD is answered wherever GET is, without the body (RFC 9110, 9.3.2). */
const methodsOf = (method: Route<ApiDependencies>['method']) =>
  method === 'GET' ? (['GET', 'HEAD'] as const) : ([method] as const);

const unknownRoute = (path: string): RequestProblem => {
  const methods = routes
    .filter((route) => isAt(route.path, path))
    .flatMap(({ method }) => methodsOf(method));
  if (methods.length === 0) {
    return new RequestProblem(
      'not_found',
      `Nothing has the address ${path}; /v1/docs says what there is.`,
    );
  }
  const allow = methods.join(', ');
  return new RequestProblem('method_not_allowed', `Only ${allow} can be used here.`, {
    headers: { allow },
  });
};

const isAt = (template: string, path: string): boolean =>
  new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}/?$`).test(path);
