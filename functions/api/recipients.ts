import * as z from 'zod';
import { readRecipients } from '#shared/application/read-recipients.ts';
import { idInput } from '#shared/contracts/ids.ts';
import type { RecipientAnswer } from '#shared/contracts/recipients-answer.ts';
import { pageAnswer } from './answers.ts';
import { route } from './dependencies.ts';
import { documentParams } from './documents.ts';

export const recipientRoutes = [
  route({
    name: 'readRecipients',
    method: 'GET',
    path: '/v1/documents/{documentId}/decisions/{decisionId}/recipients',
    role: 'reader',
    tag: 'Decisions',
    summary: 'Read who has been told of a decision',
    description:
      'Every recipient that the decision names ("Expedieras till"): those whose subscription was told, and those whom someone still has to tell.',
    input: z.strictObject({ params: documentParams.extend({ decisionId: idInput }) }),
    problems: ['document_not_found', 'document_withdrawn', 'decision_not_found'],
    handle: async (dependencies, { input: { params } }) => {
      const recipients: readonly RecipientAnswer[] = await readRecipients(dependencies, params);
      return pageAnswer(recipients);
    },
  }),
];
