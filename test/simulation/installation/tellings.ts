import type { CloudEvent } from '#shared/domain/events.ts';

/** What an event says of itself alone, whenever it is told and whatever the document is called by then. */
const sayingOf = ({ type, time, data }: CloudEvent): string => {
  const { recordedAt: _at, title: _title, keywords: _keywords, ...rest } = data;
  const { currentStatus: _current, lateBySeconds: _late, links: _links, ...said } = rest;
  return JSON.stringify([type, time, said]);
};

/** Told of a thing that happens once. */
const onceOnly: readonly string[] = [
  'document.registered',
  'document.withdrawn',
  'document.versionAvailable',
  'document.versionRejected',
  'decision.recorded',
  'decision.corrected',
  'decision.proceedingRecorded',
];

/**
 * Whether an event says anew what another one has said. What happens once is told once; a change or a reminder may be
 * told again only if a decision, an update or a correction has come between.
 */
export class Tellings {
  readonly #once = new Map<string, string>();
  readonly #sinceChange = new Map<string, Map<string, string>>();

  /** The id of the event that has said it before. */
  tell(event: CloudEvent): string | undefined {
    const { id, subject, type, data } = event;
    const saying = `${subject} ${sayingOf(event)}`;
    if (onceOnly.includes(type)) {
      if (type.startsWith('decision.')) this.#sinceChange.delete(subject);
      return noted(this.#once, saying, id);
    }
    if (type === 'document.updated' || data.correction === true) {
      this.#sinceChange.delete(subject);
      return undefined;
    }
    const known = this.#sinceChange.get(subject) ?? new Map<string, string>();
    this.#sinceChange.set(subject, known);
    return noted(known, saying, id);
  }
}

const noted = (known: Map<string, string>, saying: string, id: string): string | undefined => {
  const before = known.get(saying);
  if (before === undefined) known.set(saying, id);
  return before;
};
