import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import {
  anything,
  decisionAnswer,
  documentAnswer,
  listOf,
  versionAnnounced,
  versionAnswer,
} from './api-answers.ts';
import type { ApiClient } from './api-client.ts';
import type { CaseFile, Statement } from './case-file.ts';
import type { Memory } from './memory.ts';

export interface Registered {
  readonly documentId: string;
  readonly title: string;
  /** False where an earlier start had registered it. */
  readonly isNew: boolean;
}

/** The file was looked at and not accepted. */
export class FileRejected extends Error {
  override readonly name = 'FileRejected';
}

const verificationTimeoutMs = 60_000;

/** Registers a document and uploads its file; what an earlier start did is not done again. */
export const register = async (
  api: ApiClient,
  { key, document, file }: CaseFile,
  memory: Memory,
): Promise<Registered> => {
  const known = await earlier(api, memory.documentOf(key));
  const { documentId, title } =
    known ?? (await api.post('/v1/documents', document, documentAnswer));
  if (known === undefined) memory.remember(key, documentId);
  await upload(api, documentId, file);
  return { documentId, title, isNew: known === undefined };
};

const earlier = async (api: ApiClient, documentId: string | undefined) => {
  if (documentId === undefined) return undefined;
  const answer = await api.send({ method: 'GET', path: `/v1/documents/${documentId}` });
  return answer.status === 200 ? documentAnswer.parse(answer.body) : undefined;
};

/** Announces the file, puts it, and waits until it has been verified. @throws FileRejected */
export const upload = async (
  api: ApiClient,
  documentId: string,
  { name: fileName, mediaType, bytes }: CaseFile['file'],
): Promise<void> => {
  const versions = `/v1/documents/${documentId}/versions`;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { items } = await api.get(versions, listOf(versionAnswer));
  if (items.some((it) => it.sha256 === sha256 && it.state === 'available')) return;

  const announcement = { fileName, mediaType, size: bytes.length, sha256 };
  const { version, upload: target } = await api.post(versions, announcement, versionAnnounced);
  if (target === undefined) throw new Error(`${fileName}: no upload address`);
  const put = await fetch(target.url, {
    method: 'PUT',
    headers: target.headers,
    body: new Uint8Array(bytes),
  });
  if (!put.ok) throw new Error(`${fileName}: PUT ${put.status} ${await put.text()}`);

  const deadline = Date.now() + verificationTimeoutMs;
  while (Date.now() < deadline) {
    const { state, reason } = await api.get(`${versions}/${version}`, versionAnswer);
    if (state === 'available') return;
    if (state !== 'awaitingUpload') throw new FileRejected(`${fileName}: ${reason ?? state}`);
    await setTimeout(250);
  }
  throw new Error(`${fileName}: not verified within ${verificationTimeoutMs / 1000} s`);
};

/** Records those of the decisions that are not recorded yet, in order. */
export const record = async (
  api: ApiClient,
  documentId: string,
  statements: readonly Statement[],
): Promise<void> => {
  const decisions = `/v1/documents/${documentId}/decisions`;
  const { items } = await api.get(decisions, listOf(decisionAnswer));
  for (const statement of statements) {
    const isRecorded = items.some(
      (it) =>
        it.kind === statement.kind &&
        it.decidedOn === statement.decidedOn &&
        it.party === statement.party,
    );
    if (!isRecorded) await api.post(decisions, statement, anything);
  }
};
