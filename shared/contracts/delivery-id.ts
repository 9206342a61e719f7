import * as z from 'zod';

/** `20260630T220000500Z-<event id>`. */
export const deliveryId = z
  .string()
  .regex(/^\d{8}T\d{9}Z-[\w.-]{1,200}$/)
  .meta({
    example: '20260630T220000500Z-0198f3a4-6c1e-7b52-9d3f-2a1b4c5d6e7f-0000000007',
  });
