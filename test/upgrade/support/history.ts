import * as z from 'zod';
import { anything, listOf, subscriptionCreated } from '../../../infra/local/api-answers.ts';
import type { ApiClient } from '../../../infra/local/api-client.ts';
import type { Role } from '../../../infra/local/identity.ts';
import { secondsAhead } from '../../../infra/local/near-future.ts';
import type { Received, WebhookReceiver } from '../../../infra/local/receiver.ts';
import { aDecision, aDocument, aVersion } from '../../e2e/support/documents.ts';
import { waitFor } from '../../e2e/support/wait-for.ts';

type Callers = (role: Role) => ApiClient;

const keywords = ['uppgradering'];
const feedLink = z.looseObject({ url: z.string() });
const created = z.looseObject({ documentId: z.string() });

export interface Coming {
  readonly documentId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What an installation holds, of every kind, and what is planned in it. */
export interface History {
  /** In force with a file, to be repealed in 2035. */
  readonly policyId: string;
  /** Of two parties, one of which has adopted it. */
  readonly agreementId: string;
  /** Come into force, one after the other. */
  readonly coming: readonly Coming[];
  readonly subscriptionId: string;
  /** A place in the log of events, given out before the last of them. */
  readonly cursor: string;
  readonly feedUrl: string;
  /** A request that may be repeated. */
  readonly registration: { readonly key: string; readonly documentId: string };
}

/** Registers, decides, subscribes; of what is coming, one comes every so many seconds. */
export const aHistory = async (
  as: Callers,
  receiver: WebhookReceiver,
  { changes, everySeconds }: { readonly changes: number; readonly everySeconds: number },
): Promise<History> => {
  const { secret, subscriptionId } = await as('subscriber').post(
    '/v1/subscriptions',
    { target: { type: 'webhook', url: receiver.url }, filter: { keywords } },
    subscriptionCreated,
  );
  receiver.trust(secret);
  const link = { feed: 'calendar.ics', filter: { documentTypes: ['policy'] } };
  const { url: feedUrl } = await as('subscriber').post('/v1/feed-links', link, feedLink);

  const key = crypto.randomUUID();
  const { documentId: policyId } = created.parse((await register(as, key)).body);
  const { cursor } = await as('reader').get('/v1/events', listOf(anything));
  await aVersion(as('registrar'), policyId, text);
  await decide(as, policyId, {
    kind: 'adopt',
    documentVersion: 1,
    fromAndIncluding: '2026-02-01',
    section: '§ 12',
    caseNumber: 'KS 2026/45',
    noticePostedOn: '2026-01-20',
    recipients: [{ name: 'Göteborgsregionen' }],
  });
  await decide(as, policyId, { kind: 'repeal', fromAndIncluding: '2035-07' });

  const parties = ['alingsas', 'lerum'].map((id) => ({ id, name: id }));
  const common = { keywords, adoption: 'perParty', parties, type: 'agreement' };
  const { documentId: agreementId } = await aDocument(as('registrar'), common);
  await decide(as, agreementId, { kind: 'adopt', party: 'lerum' });

  const coming: Coming[] = [];
  for (let number = 1; number <= changes; number++) {
    const { documentId } = await aDocument(as('registrar'), { keywords, type: 'plan' });
    const { at, fromAndIncluding, today } = secondsAhead(number * everySeconds);
    await decide(as, documentId, { kind: 'adopt', decidedOn: today, fromAndIncluding });
    coming.push({ documentId, at });
  }
  await waitFor('the news of what was recorded', () =>
    coming.every(({ documentId }) => receiver.received.some(isAdoptionOf(documentId))),
  );
  return {
    ...{ policyId, agreementId, coming, subscriptionId, feedUrl },
    cursor: cursor ?? '',
    registration: { key, documentId: policyId },
  };
};

const isAdoptionOf =
  (documentId: string) =>
  ({ event }: Received): boolean =>
    event.subject === documentId && event.data.to === 'adopted';

const text = 'Policyn gäller alla nämnder.\n';

const decide = (as: Callers, documentId: string, facts: Readonly<Record<string, unknown>>) =>
  as('registrar').post(`/v1/documents/${documentId}/decisions`, aDecision(facts), anything);

/** Registers the policy, or repeats the request with the same key. */
export const register = (as: Callers, key: string) =>
  as('registrar').send({
    method: 'POST',
    path: '/v1/documents',
    headers: { 'idempotency-key': key },
    body: {
      title: 'Policy för distansarbete',
      type: 'policy',
      issuer: { organisation: 'Testköping' },
      keywords,
    },
  });

/** Everything that can be read of what changes only when somebody changes it, by what it is. */
export const readBack = async (as: Callers, history: History): Promise<Record<string, unknown>> => {
  const { policyId, agreementId, subscriptionId, cursor, feedUrl } = history;
  const answers: Record<string, unknown> = {};
  const read = async (path: string, role: Role = 'reader') => {
    answers[path] = await as(role).get(path, anything);
  };
  const readOfBoth = async (path: string, role: Role = 'reader') => {
    const { items } = await as(role).get(path, listOf(anything));
    answers[path] = items.filter((item) =>
      [policyId, agreementId].some((id) => JSON.stringify(item).includes(id)),
    );
  };
  for (const id of [policyId, agreementId]) {
    for (const part of ['', '/timeline', '/versions', '/decisions', '/adoptions']) {
      await read(`/v1/documents/${id}${part}`);
    }
  }
  await read(`/v1/documents/${policyId}?at=2026-01-31T12:00:00Z`);
  await read(`/v1/documents/${policyId}?at=2035-07-02T12:00:00Z`);
  await read('/v1/decisions?caseNumber=2026.45ks');
  await read(`/v1/events?documentId=${policyId}`);
  await read(`/v1/subscriptions/${subscriptionId}`, 'subscriber');
  await read('/v1/feed-links', 'subscriber');
  await readOfBoth('/v1/documents?status=inForce&limit=100');
  await readOfBoth('/v1/upcoming?until=2036-01-01T00:00:00Z&limit=100');
  await readOfBoth(`/v1/events?limit=100&after=${encodeURIComponent(cursor)}`);
  await readOfBoth(`/v1/subscriptions/${subscriptionId}/deliveries?limit=100`, 'subscriber');
  answers.file = await contentOf(as, policyId);
  // The stamp says when the feed was made.
  answers.feed = (await (await fetch(feedUrl)).text()).replaceAll(/^DTSTAMP.*$/gm, '');
  return answers;
};

const contentOf = async (as: Callers, documentId: string): Promise<string> => {
  const path = `/v1/documents/${documentId}/versions/1/content`;
  const { headers } = await as('reader').send({ method: 'GET', path });
  return (await fetch(headers.get('location') ?? '')).text();
};
