import * as z from 'zod';

/** The item of a table row that is the document itself; its versions stand beside it. */
export const documentItem = 'document';

const versionPrefix = 'version#';

/** `version#00001`: string order is order of number. */
export const versionItem = (version: number): string =>
  `${versionPrefix}${String(version).padStart(5, '0')}`;

/** Everything that is a version, as a range of the sort key. */
export const versionItems = [versionItem(0), versionItem(99_999)] as const;

/** The sort key of the Documents table, read: the number of the version, or undefined for the document. */
export const itemKey = z
  .string()
  .regex(/^(?:document|version#\d{5})$/)
  .transform((item) =>
    item === documentItem ? undefined : Number(item.slice(versionPrefix.length)),
  );

/** Names of the indexes. */
export const indexes = {
  due: 'due',
  change: 'change',
  status: 'status',
  registered: 'registered',
  caseNumber: 'caseNumber',
  organisation: 'organisation',
  nextAttempt: 'nextAttempt',
} as const;
