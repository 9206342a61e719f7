import { adoptionAnswer, documentAnswer, eventAnswer, listOf } from './api-answers.ts';
import type { ApiClient } from './api-client.ts';
import type { CaseFile } from './case-file.ts';
import { line } from './console.ts';
import type { Memory } from './memory.ts';
import type { Messages } from './messages.ts';
import { poll } from './poll.ts';
import { record, register } from './registration.ts';

/**
 * The county's guideline: recommended in 2020, adopted by one of fifty parties, proposed and then
 * decided to cease in July 2026. The last decision in the file is that repeal.
 */
export const playGuideline = async (
  api: ApiClient,
  guideline: CaseFile,
  memory: Memory,
  say: Messages,
): Promise<void> => {
  const { documentId, title, isNew } = await register(api, guideline, memory);
  const path = `/v1/documents/${documentId}`;
  line(say.guideline(title));
  if (isNew) {
    await record(api, documentId, guideline.decisions.slice(0, -1));
    const before = await api.get(path, documentAnswer);
    const { items } = await api.get(`${path}/adoptions`, listOf(adoptionAnswer));
    const decided = items.filter(({ status }) => status !== 'notDecided').map((it) => it.party.id);
    line(say.guidelineBefore(before.status, decided, items.length - decided.length));
  }
  await record(api, documentId, guideline.decisions);
  const { status, statusSince } = await api.get(path, documentAnswer);
  line(say.guidelineAfter(status, statusSince ?? ''));

  const event = await poll(() => changeTo(api, documentId, status), { timeoutMs: 15_000 });
  if (event?.data.retroactive === true) line(say.guidelineEvent(event.data.decision?.kind ?? ''));
};

/** The event of the latest change to a status, once it is in the log. */
const changeTo = async (api: ApiClient, documentId: string, status: string) => {
  const { items } = await api.get(`/v1/events?documentId=${documentId}`, listOf(eventAnswer));
  return items.findLast(
    ({ type, data }) => type === 'document.statusChanged' && data.to === status,
  );
};
