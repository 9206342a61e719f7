import { createHash } from 'node:crypto';
import { inspectFile } from '#shared/adapters/inspection/inspect-file.ts';
import { memoryDeadLetters } from '#shared/adapters/memory/dead-letters.ts';
import { memoryEventBus } from '#shared/adapters/memory/event-bus.ts';
import { memoryEventLog } from '#shared/adapters/memory/event-log.ts';
import { sha256Hex } from '#shared/adapters/system/digest.ts';
import { announceVersion } from '#shared/application/announce-version.ts';
import { applyDue } from '#shared/application/apply-due.ts';
import { eraseStored } from '#shared/application/erase-stored.ts';
import { relayEvents } from '#shared/application/relay-events.ts';
import { verifyUpload } from '#shared/application/verify-upload.ts';
import type { Document } from '#shared/domain/document.ts';
import { useCases } from './use-cases.ts';

const bytes = Buffer.from('Anna Andersson\n');

/** Every text in which the name of a person stands, so that none of it may be found afterwards. */
export const name = 'Anna Andersson';

/** A draft that names a person everywhere, and the functions that erase, joined by their queues. */
export const erasing = async (facts: Partial<Document> = {}, { malwareScan = false } = {}) => {
  const world = { ...useCases(), malwareScan };
  const [log, bus] = [memoryEventLog(), memoryEventBus()];
  const { files, erasures, uploadChecks, repository } = world;
  const dependencies = {
    ...world,
    log,
    bus,
    removal: files,
    inspect: inspectFile,
    digest: sha256Hex,
  };
  const { documentId } = await world.register({
    title: `Placement of ${name}`,
    keywords: [name],
    owner: name,
    registryNumber: `KS 2026/1 ${name}`,
    issuer: { organisation: 'Region', body: `Delegate ${name}` },
    parties: [{ id: 'anna', name, recordedAt: world.clock.now() }],
    ...facts,
  });
  let relayed = 0;
  let handed = 0;
  let checked = 0;
  return {
    ...dependencies,
    deadLetters: memoryDeadLetters(),
    documentId,
    bytes,
    /** Announces a file, and uploads and verifies it unless told otherwise. */
    upload: async ({ isSent = true } = {}) => {
      const { version } = await announceVersion(dependencies, {
        documentId,
        by: 'registrar',
        announcement: {
          fileName: `${name}.txt`,
          mediaType: 'text/plain',
          size: bytes.length,
          sha256: createHash('sha256').update(bytes).digest('hex'),
        },
      });
      if (isSent) {
        files.upload(version.key, bytes);
        await verifyUpload(dependencies, { key: version.key });
      }
      return version;
    },
    relay: async () => {
      const changes = repository.stream.slice(relayed);
      relayed = repository.stream.length;
      await relayEvents(
        { log, bus },
        changes.map(({ document, emitted }) => ({ document, facts: emitted })),
      );
    },
    /** What erase-files does with every message that it has been sent. */
    work: async () => {
      for (const one of erasures.requested.slice(handed)) await eraseStored(dependencies, one);
      handed = erasures.requested.length;
    },
    /** What the sweep finds, and verify-upload passes on. */
    sweep: async () => {
      await applyDue(dependencies, { deadline: '2999-01-01T00:00:00.000Z' });
      for (const one of uploadChecks.requested.slice(checked))
        await verifyUpload(dependencies, one);
      checked = uploadChecks.requested.length;
    },
    /** Everything that is stored of the document. */
    stored: async () =>
      JSON.stringify([
        await repository.outbox(documentId),
        await repository.versions(documentId),
        await log.placed(documentId),
        (await log.read({ limit: 100 })).events,
      ]),
  };
};
