import * as z from 'zod';
import { changeDocument } from '#shared/application/change-document.ts';
import { listDocuments } from '#shared/application/list-documents.ts';
import { readDocument } from '#shared/application/read-document.ts';
import { registerDocument } from '#shared/application/register-document.ts';
import { withdrawDocument } from '#shared/application/withdraw-document.ts';
import { instantParameter } from '#shared/contracts/dates.ts';
import { documentChange } from '#shared/contracts/document-change.ts';
import { documentRegistration } from '#shared/contracts/document-registration.ts';
import { id, idInput } from '#shared/contracts/ids.ts';
import { cursor, limit } from '#shared/contracts/list.ts';
import { partyId } from '#shared/contracts/party.ts';
import { registryNumber } from '#shared/contracts/registry-number.ts';
import { documentStatus } from '#shared/contracts/status.ts';
import { line } from '#shared/contracts/text.ts';
import { documentTypes } from '#shared/domain/document.ts';
import { limits } from '#shared/domain/limits.ts';
import { cursorsOf } from '#shared/runtime/cursor.ts';
import { locationOf } from '#shared/runtime/http.ts';
import { pageAnswer } from './answers.ts';
import { route } from './dependencies.ts';
import { answerNow, answerOf, summaryOf, tagOf } from './document-answers.ts';

const tag = 'Documents';

export const documentParams = z.object({ documentId: idInput });

/** The two axes of time. */
export const asOf = {
  at: z.exactOptional(instantParameter.meta({ description: 'The state at this instant.' })),
  knownAt: z.exactOptional(
    instantParameter.meta({
      description:
        'As was known at this instant, now at the latest: decisions and parties that were recorded later count as unknown. Title, keywords and the like, revision, sequence and changedAt are those of now.',
    }),
  ),
};

/** What may be asked of a document's state. */
export const asked = {
  ...asOf,
  party: z.exactOptional(partyId.meta({ description: 'The state for this party alone.' })),
};

export const documentRoutes = [
  route({
    name: 'registerDocument',
    method: 'POST',
    path: '/v1/documents',
    role: 'registrar',
    tag,
    summary: 'Register a document',
    description: 'It is a draft until something is decided about it.',
    idempotent: true,
    input: z.strictObject({ body: documentRegistration }),
    // An Idempotency-Key sent again answers with the document as it is by then.
    problems: ['document_withdrawn', 'idempotency_key_reused'],
    faults: ['linked_document_not_found', 'unknown_time_zone'],
    handle: async (dependencies, { input: { body }, caller, path, claim }) => {
      const registration = { ...body, timeZone: body.timeZone ?? dependencies.defaultTimeZone };
      const document = await registerDocument(dependencies, { registration, by: caller.id, claim });
      const location = locationOf(path, document.documentId);
      return { ...(await answerNow(dependencies, document, 201)), headers: { location } };
    },
  }),

  route({
    name: 'listDocuments',
    method: 'GET',
    path: '/v1/documents',
    role: 'reader',
    tag,
    summary: 'List documents',
    description:
      'Newest first, each with its true status at this moment, or at another as was known then. Every filter that is stated must hold.',
    input: z.strictObject({
      query: z.strictObject({
        status: z.exactOptional(documentStatus),
        type: z.exactOptional(z.enum(documentTypes)),
        party: z.exactOptional(partyId),
        keyword: z.exactOptional(line(limits.keywordLength)),
        registryNumber: z.exactOptional(registryNumber),
        dueBefore: z.exactOptional(
          instantParameter.meta({ description: 'A change is planned before this instant.' }),
        ),
        ...asOf,
        cursor: z.exactOptional(cursor),
        limit: limit(100, 50),
      }),
    }),
    problems: ['malformed_cursor'],
    faults: ['known_in_future'],
    handle: async (dependencies, { input: { query } }) => {
      const { cursor, limit, ...filter } = query;
      const cursors = cursorsOf(id, ['documents', filter]);
      const page = await listDocuments(dependencies, {
        ...filter,
        limit,
        before: cursor === undefined ? undefined : cursors.open(cursor),
      });
      const next = page.before && cursors.seal(page.before);
      return pageAnswer(page.items.map(summaryOf), next, { ...filter, limit });
    },
  }),

  route({
    name: 'readDocument',
    method: 'GET',
    path: '/v1/documents/{documentId}',
    role: 'reader',
    tag,
    summary: 'Read a document',
    description:
      'Its state now or at an instant, as is known now or was known then, as a whole or for one party.',
    cached: true,
    input: z.strictObject({ params: documentParams, query: z.strictObject(asked) }),
    problems: ['document_not_found', 'document_withdrawn'],
    faults: ['known_in_future', 'party_not_applicable', 'unknown_party'],
    handle: async (dependencies, { input: { params, query } }) => {
      const view = await readDocument(dependencies, { ...params, ...query });
      return {
        status: 200,
        body: { ...(await answerOf(dependencies, view)), ...query },
        etag: tagOf(view),
      };
    },
  }),

  route({
    name: 'changeDocument',
    method: 'PATCH',
    path: '/v1/documents/{documentId}',
    role: 'registrar',
    tag,
    summary: 'Change metadata',
    ifMatch: 'required',
    input: z.strictObject({ params: documentParams, body: documentChange }),
    problems: ['document_not_found', 'document_withdrawn'],
    faults: ['limit_exceeded', 'linked_document_not_found', 'linked_to_itself', 'party_exists'],
    handle: async (dependencies, { input: { params, body }, revisions }) => {
      const change = { ...params, revisions, changes: body };
      const document = await changeDocument(dependencies, change);
      return answerNow(dependencies, document, 200);
    },
  }),

  route({
    name: 'withdrawDocument',
    method: 'DELETE',
    path: '/v1/documents/{documentId}',
    role: 'registrar',
    tag,
    summary: 'Withdraw a draft',
    description: 'Only a draft about which nothing is decided can be withdrawn.',
    ifMatch: 'required',
    input: z.strictObject({ params: documentParams }),
    problems: ['document_not_found', 'document_withdrawn', 'document_not_a_draft'],
    handle: async (dependencies, { input: { params }, revisions }) => {
      await withdrawDocument(dependencies, { ...params, revisions });
      return { status: 204 };
    },
  }),
];
