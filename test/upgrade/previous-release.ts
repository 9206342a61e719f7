/**
 * The release that installations are upgraded from. The commit counts: a clone may lack the tag. Releasing
 * means naming the new one here.
 */
export const previousRelease = {
  tag: 'v0.1.0',
  commit: 'eaa2393a8c47463f6cce6406c0826b57bbc5673f',
};
