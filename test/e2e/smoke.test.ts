import { describe, expect, it } from 'vitest';
import { documentAnswer } from '../../infra/local/api-answers.ts';
import { as, withToken } from './support/callers.ts';
import { aDocument, aVersion } from './support/documents.ts';
import { aSubscriber } from './support/subscriber.ts';
import { waitFor } from './support/wait-for.ts';

describe('a deployed stack', () => {
  it('says that it is well, to anyone', async () => {
    expect(await withToken().send({ method: 'GET', path: '/v1/health' })).toMatchObject({
      status: 200,
    });
  });

  it('lets nobody read without a token', async () => {
    expect(await withToken().send({ method: 'GET', path: '/v1/documents' })).toMatchObject({
      status: 401,
    });
  });

  it('registers a document that a reader then finds, with a file that has been verified', async () => {
    const { documentId, title } = await aDocument(as('registrar'));
    await aVersion(as('registrar'), documentId);

    const document = await as('reader').get(`/v1/documents/${documentId}`, documentAnswer);

    expect(document).toMatchObject({ documentId, title, status: 'draft' });
  });

  it('tells a subscriber what was registered, signed', async () => {
    const { receiver } = await aSubscriber(as('subscriber'), { keywords: ['rök'] });
    await using _receiver = receiver;
    const { documentId } = await aDocument(as('registrar'), { keywords: ['rök'] });

    const { event } = await waitFor('the event of a registration', () => receiver.received[0]);

    expect(event).toMatchObject({ type: 'document.registered', subject: documentId });
  });
});
