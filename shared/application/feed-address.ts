/** The part of a feed's address that opens it: the link, found by its id, and its secret. */
export const addressOf = (feedLinkId: string, secret: string): string => `${feedLinkId}.${secret}`;

/** What `addressOf` put together; a secret has no dots, so any text has one reading. */
export const partsOf = (
  address: string,
): { readonly feedLinkId: string; readonly secret: string } => {
  const dot = address.lastIndexOf('.');
  return { feedLinkId: address.slice(0, Math.max(dot, 0)), secret: address.slice(dot + 1) };
};
