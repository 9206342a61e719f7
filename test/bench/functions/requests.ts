import * as z from 'zod';
import type { createHandler } from '../../../functions/api/handler.ts';
import { httpEvent } from '../../support/http-event.ts';
import { context } from '../../support/invocations.ts';

type Handler = ReturnType<typeof createHandler>;

/** Asks the API as the gateway does. @throws where it does not succeed */
export const asking =
  (handler: Handler) =>
  async (method: 'GET' | 'POST', address: string, body?: unknown): Promise<string> => {
    const sent = body === undefined ? {} : { body };
    const { statusCode = 500, body: answer = '' } = await handler(
      httpEvent(method, address, sent),
      context(),
    );
    if (statusCode >= 300) throw new Error(`${method} ${address}: ${statusCode} ${answer}`);
    return answer;
  };

export type Ask = ReturnType<typeof asking>;

/** A document as a registrar would register it. */
export const aRegistration = {
  title: 'Inriktningsdokument för hälso- och sjukvård i samverkan',
  type: 'guideline',
  issuer: { organisation: 'Västra Götalandsregionen', body: 'Samrådsorganet SRO' },
  registryNumber: 'RS 2019-06813',
  keywords: ['samverkan', 'nära vård'],
};

/** A decision that puts it in force at once. */
export const anAdoption = {
  kind: 'adopt',
  decidedOn: '2020-09-02',
  decidedBy: { organisation: 'Alingsås kommun', body: 'Kommunstyrelsen' },
  section: '§ 129',
  caseNumber: '2020.246 KS',
};

/** One that ends it, years ahead. */
export const aRepeal = {
  kind: 'repeal',
  decidedOn: '2026-05-29',
  decidedBy: { organisation: 'Alingsås kommun', body: 'Kommunstyrelsen' },
  section: '§ 87',
  caseNumber: '2020.246 KS',
  fromAndIncluding: '2036-07-01',
};

const registered = z.looseObject({ documentId: z.string() });

export const idIn = (body: string): string => registered.parse(JSON.parse(body)).documentId;

/** A document in force, with its end ahead. */
export const aDocument = async (ask: Ask): Promise<string> => {
  const documentId = idIn(await ask('POST', '/v1/documents', aRegistration));
  await ask('POST', `/v1/documents/${documentId}/decisions`, anAdoption);
  await ask('POST', `/v1/documents/${documentId}/decisions`, aRepeal);
  return documentId;
};
