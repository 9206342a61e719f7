import { type Fault, Refusal } from '../domain/refusal.ts';
import type { Repository } from './ports.ts';

/** Plain links from a document to others. */
interface Links {
  readonly supplements?: readonly string[];
  readonly implements?: readonly string[];
}

const relations = ['supplements', 'implements'] as const;

/**
 * Every document that is newly linked to must be there. @throws Refusal linked_document_not_found,
 * linked_to_itself
 */
export const checkLinks = async (
  repository: Pick<Repository, 'documents'>,
  stated: Links,
  before: Links & { readonly documentId?: string } = {},
): Promise<void> => {
  const links = relations.flatMap((relation) =>
    (stated[relation] ?? [])
      .map((id, index) => ({ id, pointer: `/${relation}/${index}` }))
      .filter(({ id }) => !before[relation]?.includes(id)),
  );
  if (links.length === 0) return;
  const own = links.filter(({ id }) => id === before.documentId);
  refuse('linked_to_itself', own, () => 'A document does not link to itself: leave it out.');
  const found = await repository.documents([...new Set(links.map(({ id }) => id))]);
  const standing = new Set(
    found.flatMap(({ documentId, withdrawnAt }) => (withdrawnAt === undefined ? documentId : [])),
  );
  const missing = links.filter(({ id }) => !standing.has(id));
  refuse('linked_document_not_found', missing, (id) => `There is no document ${id} to link to.`);
};

const refuse = (
  code: 'linked_to_itself' | 'linked_document_not_found',
  links: readonly { readonly id: string; readonly pointer: string }[],
  sentence: (id: string) => string,
): void => {
  const faults = links.map(({ id, pointer }): Fault => ({ pointer, message: sentence(id) }));
  const [first] = faults;
  if (first !== undefined) throw new Refusal(code, first.message, faults);
};
