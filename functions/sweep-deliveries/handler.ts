import middy from '@middy/core';
import { sweepDeliveries } from '#shared/application/sweep-deliveries.ts';
import { logger } from '#shared/runtime/logger.ts';
import { count } from '#shared/runtime/metrics.ts';
import { base } from '#shared/runtime/middleware.ts';

/** Invoked every minute by a schedule: wakes the workers for which something has become due. */
export const createHandler = (dependencies: Parameters<typeof sweepDeliveries>[0]) =>
  middy<unknown, void>()
    .use(base())
    .handler(async () => {
      const { woken } = await sweepDeliveries(dependencies);
      if (woken === 0) return;
      logger.info('endpoints woken', { woken });
      count('EndpointsWoken', woken);
    });
