import * as z from 'zod';

/** Where roles and organisations are found in a token, as infra hands it to the API. */
export const claimNames = z.object({
  roleClaim: z.string(),
  rolePrefix: z.string(),
  organisationPrefix: z.string(),
});
