import type { Change, Document } from '../domain/document.ts';
import type { EventFact } from '../domain/events.ts';
import { type DocumentDependencies, writeOf } from './document-write.ts';
import type { DocumentWrite } from './ports.ts';

interface Work {
  readonly before: Document;
  readonly document: Document;
  readonly facts: readonly EventFact[];
}

/** Documents that one command changes, each perhaps more than once: what one transaction writes. */
export class UnitOfWork {
  readonly #dependencies: DocumentDependencies;
  readonly #works = new Map<string, Work>();

  constructor(dependencies: DocumentDependencies) {
    this.#dependencies = dependencies;
  }

  /** As the command has left it so far, else as it is stored. */
  async document(documentId: string): Promise<Document | undefined> {
    const work = this.#works.get(documentId);
    return work ? work.document : this.#dependencies.repository.document(documentId);
  }

  /** Takes a change of the document in the state that `document` gave. */
  take(before: Document, { document, facts }: Change): void {
    if (document === before) return;
    const work = this.#works.get(document.documentId) ?? { before, facts: [] };
    // The events of the change before name decisions that this one knows nothing of.
    const causes = { ...('document' in work ? work.document.causes : {}), ...document.causes };
    this.#works.set(document.documentId, {
      before: work.before,
      document: { ...document, causes },
      facts: [...work.facts, ...facts],
    });
  }

  /** Every document as it will be, with all that is told of it. */
  get changes(): readonly Change[] {
    return [...this.#works.values()];
  }

  writes(): Promise<DocumentWrite[]> {
    const works = [...this.#works.values()];
    return Promise.all(works.map((work) => writeOf(this.#dependencies, work.before, work)));
  }
}
