import { apiDependencies } from '#shared/composition/api.ts';
import { createHandler } from './handler.ts';

export const handler = createHandler(apiDependencies());
