import middy from '@middy/core';
import { correlated } from '#shared/application/correlated.ts';
import { askedOf } from '#shared/runtime/asked.ts';
import { correlationIdOf } from '#shared/runtime/correlation.ts';
import { type HttpEvent, type HttpResult, httpResult, incoming } from '#shared/runtime/http.ts';
import { logger } from '#shared/runtime/logger.ts';
import { base, http } from '#shared/runtime/middleware.ts';
import type { ApiDependencies } from './dependencies.ts';
import { placeOf } from './router.ts';

/** Every route of the API behind one function. */
export const createHandler = (dependencies: ApiDependencies) =>
  middy<HttpEvent, HttpResult>()
    .use(base())
    .use(http())
    .handler(async (event) => {
      const { method, path } = event.requestContext.http;
      const { route, ...place } = placeOf(method, path);
      const pathParameters = { ...place.pathParameters, ...event.pathParameters };
      logger.appendKeys({ asked: askedOf(method, route.path, pathParameters) });
      const request = incoming({ ...event, pathParameters }, dependencies.claimNames);
      const own = correlated(dependencies, correlationIdOf(event));
      return httpResult(await route.answer(own, request));
    });
