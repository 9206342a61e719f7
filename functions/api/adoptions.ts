import * as z from 'zod';
import { readAdoptions } from '#shared/application/read-adoptions.ts';
import type { AdoptionAnswer } from '#shared/contracts/adoption-answer.ts';
import { pageAnswer } from './answers.ts';
import { route } from './dependencies.ts';
import { asOf, documentParams } from './documents.ts';

export const adoptionRoutes = [
  route({
    name: 'readAdoptions',
    method: 'GET',
    path: '/v1/documents/{documentId}/adoptions',
    role: 'reader',
    tag: 'Documents',
    summary: 'Read the adoption matrix',
    description:
      'Every party with what it has decided, and who has not, now or at an instant, as is known now or was known then.',
    input: z.strictObject({ params: documentParams, query: z.strictObject(asOf) }),
    problems: ['document_not_found', 'document_withdrawn'],
    faults: ['known_in_future'],
    handle: async (dependencies, { input: { params, query } }) => {
      const adoptions = await readAdoptions(dependencies, { ...params, ...query });
      return pageAnswer(
        adoptions.map(
          ({ party, status, since, decision }): AdoptionAnswer => ({
            party: { id: party.id, name: party.name },
            status,
            ...(since !== null && { since }),
            ...(decision !== undefined && { decision }),
          }),
        ),
      );
    },
  }),
];
