/** Whose things the caller may see: an operator sees all. */
export type Reach = 'all' | { readonly organisation: string };

/** The owner to whom a list is to be limited. */
export const ownerIn = (reach: Reach): { readonly organisation?: string } =>
  reach === 'all' ? {} : { organisation: reach.organisation };

/** Another organisation's is as unknown as what does not exist. */
export const isWithin = (reach: Reach, { organisation }: { readonly organisation: string }) =>
  reach === 'all' || reach.organisation === organisation;
