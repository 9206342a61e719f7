import * as z from 'zod';
import { announceVersion } from '#shared/application/announce-version.ts';
import { contentAddress, listVersions, readVersion } from '#shared/application/read-versions.ts';
import { fileAnnouncement } from '#shared/contracts/file-announcement.ts';
import { locationOf } from '#shared/runtime/http.ts';
import { pageAnswer } from './answers.ts';
import { route } from './dependencies.ts';
import { documentParams } from './documents.ts';
import { versionAnswerOf, versionParams } from './version-answers.ts';

const tag = 'Versions';

export const versionRoutes = [
  route({
    name: 'announceVersion',
    method: 'POST',
    path: '/v1/documents/{documentId}/versions',
    role: 'registrar',
    tag,
    summary: 'Announce a file',
    description:
      'The answer says where to send it. The address takes exactly the announced bytes, once; what differs is rejected and never served.',
    ifMatch: 'optional',
    idempotent: true,
    input: z.strictObject({ params: documentParams, body: fileAnnouncement }),
    problems: [
      'document_not_found',
      'document_withdrawn',
      'limit_exceeded',
      'idempotency_key_reused',
    ],
    handle: async (dependencies, { input: { params, body }, caller, path, revisions, claim }) => {
      const { documentId } = params;
      const { version, upload } = await announceVersion(dependencies, {
        documentId,
        announcement: body,
        by: caller.id,
        revisions,
        claim,
      });
      return {
        status: 201,
        body: { ...versionAnswerOf(version), ...(upload && { upload }) },
        headers: { location: locationOf(path, version.version) },
      };
    },
  }),

  route({
    name: 'listVersions',
    method: 'GET',
    path: '/v1/documents/{documentId}/versions',
    role: 'reader',
    tag,
    summary: 'List the versions of a document',
    input: z.strictObject({ params: documentParams }),
    problems: ['document_not_found', 'document_withdrawn'],
    handle: async (dependencies, { input: { params } }) => {
      const versions = await listVersions(dependencies, params);
      return pageAnswer(versions.map(versionAnswerOf));
    },
  }),

  route({
    name: 'readVersion',
    method: 'GET',
    path: '/v1/documents/{documentId}/versions/{version}',
    role: 'reader',
    tag,
    summary: 'Read a version',
    input: z.strictObject({ params: versionParams }),
    problems: ['document_not_found', 'document_withdrawn', 'version_not_found'],
    handle: async (dependencies, { input: { params } }) => ({
      status: 200,
      body: versionAnswerOf(await readVersion(dependencies, params)),
    }),
  }),

  route({
    name: 'readContent',
    method: 'GET',
    path: '/v1/documents/{documentId}/versions/{version}/content',
    role: 'reader',
    tag,
    summary: 'Fetch the file of a version',
    input: z.strictObject({ params: versionParams }),
    problems: [
      'document_not_found',
      'document_withdrawn',
      'version_not_found',
      'version_not_available',
      'version_erased',
    ],
    handle: async (dependencies, { input: { params } }) => ({
      status: 307,
      headers: { location: await contentAddress(dependencies, params) },
    }),
  }),
];
