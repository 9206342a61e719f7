import * as z from 'zod';
import { eraseDocument, readErasure } from '#shared/application/erase-document.ts';
import { eraseVersion } from '#shared/application/erase-version.ts';
import type { DocumentErasureAnswer } from '#shared/contracts/erasure-answer.ts';
import { erasureRequest } from '#shared/contracts/erasure-request.ts';
import type { DocumentErasure } from '#shared/domain/document.ts';
import { route } from './dependencies.ts';
import { documentParams } from './documents.ts';
import { progressOf, versionAnswerOf, versionParams } from './version-answers.ts';

export const erasureRoutes = [
  route({
    name: 'eraseVersion',
    method: 'POST',
    path: '/v1/documents/{documentId}/versions/{version}/erasure',
    role: 'operator',
    tag: 'Versions',
    summary: 'Erase the file of a version',
    description:
      'For a file that holds personal data. From then on nobody can fetch it or decide about it, and it is removed from what is stored; digest, reason and who stay. What was decided about the version stays as it is, and so does the status. To erase what is erased changes nothing.',
    idempotent: true,
    input: z.strictObject({ params: versionParams, body: erasureRequest }),
    problems: [
      'document_not_found',
      'document_withdrawn',
      'version_not_found',
      'idempotency_key_reused',
    ],
    handle: async (dependencies, { input: { params, body }, caller, claim }) => {
      const erasing = { ...params, ...body, by: caller.id, claim };
      return { status: 202, body: versionAnswerOf(await eraseVersion(dependencies, erasing)) };
    },
  }),

  route({
    name: 'eraseDocument',
    method: 'POST',
    path: '/v1/documents/{documentId}/erasure',
    role: 'operator',
    tag: 'Documents',
    summary: 'Erase a draft',
    description:
      'For a draft that holds personal data, also one that is withdrawn. It is withdrawn, and its title, keywords, owner, registry number, parties, the body that issued it and its files are removed from what is stored, its earlier events included; digest, reason and who stay. To erase what is erased changes nothing.',
    idempotent: true,
    input: z.strictObject({ params: documentParams, body: erasureRequest }),
    problems: ['document_not_found', 'document_not_a_draft', 'idempotency_key_reused'],
    handle: async (dependencies, { input: { params, body }, caller, claim }) => {
      const erasing = { ...params, ...body, by: caller.id, claim };
      const erased = await eraseDocument(dependencies, erasing);
      return { status: 202, body: answerOf(params.documentId, erased) };
    },
  }),

  route({
    name: 'readErasure',
    method: 'GET',
    path: '/v1/documents/{documentId}/erasure',
    role: 'reader',
    tag: 'Documents',
    summary: 'Read how far the erasure of a draft has come',
    input: z.strictObject({ params: documentParams }),
    problems: ['document_not_found', 'document_not_erased'],
    handle: async (dependencies, { input: { params } }) => ({
      status: 200,
      body: answerOf(params.documentId, await readErasure(dependencies, params)),
    }),
  }),
];

const answerOf = (documentId: string, erased: DocumentErasure): DocumentErasureAnswer => ({
  documentId,
  erasedAt: erased.at,
  erasedBy: erased.by,
  reason: erased.reason,
  digest: erased.digest,
  erasure: progressOf(erased.erasure),
});
