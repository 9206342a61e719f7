import { documentAnswer } from '../../../infra/local/api-answers.ts';
import type { ApiClient } from '../../../infra/local/api-client.ts';
import { upload } from '../../../infra/local/registration.ts';

/** Registers a policy, changed as stated. */
export const aDocument = (api: ApiClient, facts: Readonly<Record<string, unknown>> = {}) =>
  api.post(
    '/v1/documents',
    { title: 'Policy för test', type: 'policy', issuer: { organisation: 'Testköping' }, ...facts },
    documentAnswer,
  );

/** Uploads a text as the next version and waits until it is available. */
export const aVersion = (api: ApiClient, documentId: string, text = 'Policyn gäller alla.\n') =>
  upload(api, documentId, {
    name: 'policy.txt',
    mediaType: 'text/plain',
    bytes: Buffer.from(text),
  });

/** A decision by the council, changed as stated. */
export const aDecision = (facts: Readonly<Record<string, unknown>>) => ({
  decidedOn: '2026-01-15',
  decidedBy: { organisation: 'Testköping', body: 'Kommunfullmäktige' },
  ...facts,
});
