import middy from '@middy/core';
import router from '@middy/http-router';
import { type HttpEvent, type HttpResult, httpResult, incoming } from '#shared/runtime/http.ts';
import { base, http } from '#shared/runtime/middleware.ts';
import { RequestProblem } from '#shared/runtime/problem.ts';
import type { ApiDependencies } from './dependencies.ts';
import { routes } from './routes.ts';

/** Every route of the API behind one function. */
export const createHandler = (dependencies: ApiDependencies) =>
  middy<HttpEvent, HttpResult>()
    .use(base())
    .use(http())
    .handler(
      router<HttpEvent, HttpResult>({
        routes: routes.map(({ method, path, answer }) => ({
          method,
          path,
          handler: async (event: HttpEvent) =>
            httpResult(await answer(dependencies, incoming(event, dependencies.claimNames))),
        })),
        notFoundResponse: ({ path }) => {
          throw unknownRoute(path);
        },
      }),
    );

const unknownRoute = (path: string): RequestProblem => {
  const methods = routes.filter((route) => isAt(route.path, path)).map(({ method }) => method);
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
