import { RequestProblem } from './problem.ts';

/** What an entity tag is made of. */
export interface Revised {
  readonly revision: number;
  /** A document's planned boundaries that have passed and are not written yet: the status differs, the revision does not. */
  readonly passed?: number;
}

/** Strong entity tag: changes with the revision and with every change of status in force. */
export const etagOf = ({ revision, passed = 0 }: Revised): string =>
  passed === 0 ? `"${revision}"` : `"${revision}.${passed}"`;

// Weak ones too: proxies that compress weaken tags, and what is compared is the revision in them.
const tag = /(?:W\/)?"([^"]*)"/g;

/** The tags of an If-Match or If-None-Match header; `*` stands for any. */
const tagsOf = (header: string): readonly string[] | '*' =>
  header.trim() === '*' ? '*' : [...header.matchAll(tag)].map(([, value]) => value ?? '');

/** Whether If-None-Match names this tag: what the caller has is what we would send. */
export const isKnown = (ifNoneMatch: string | undefined, etag: string | undefined): boolean => {
  if (ifNoneMatch === undefined || etag === undefined) return false;
  const tags = tagsOf(ifNoneMatch);
  return tags === '*' || tags.includes(etag.slice(1, -1));
};

/**
 * The revisions that If-Match names; only the revision counts, not how time has moved the status. Undefined is any.
 * @throws RequestProblem where it is required and missing, or holds no tag
 */
export const readIfMatch = (
  ifMatch: string | undefined,
  need: 'required' | 'optional',
): readonly number[] | undefined => {
  if (ifMatch !== undefined) {
    const tags = tagsOf(ifMatch);
    if (tags.length === 0) throw unquoted();
    return tags === '*' ? undefined : tags.flatMap(revisionOf);
  }
  if (need === 'optional') return;
  throw new RequestProblem(
    'precondition_required',
    'Send the ETag of what you change, as you read it, in If-Match, quotes included: If-Match: "7".',
  );
};

const unquoted = (): RequestProblem => {
  const message = 'Write the ETag in If-Match as you read it, with quotes: If-Match: "3".';
  return new RequestProblem('invalid_request', message, {
    faults: [{ pointer: '/headers/if-match', message }],
  });
};

const revisionOf = (tag: string): number[] => {
  const { revision } = /^(?<revision>\d{1,15})(?:\.\d+)?$/.exec(tag)?.groups ?? {};
  return revision === undefined ? [] : [Number(revision)];
};
