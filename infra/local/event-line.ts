import * as z from 'zod';
import type { EventAnswer } from './api-answers.ts';
import { dim, line } from './console.ts';
import { clockTime } from './near-future.ts';
import type { Received } from './receiver.ts';

/** Shows events as they arrive, each once; silent until it is switched on. */
export class EventPrinter {
  private readonly seen = new Set<string>();
  private isOn = false;

  switchOn(): void {
    this.isOn = true;
  }

  readonly take = (received: Received): void => {
    const { id } = received.event;
    if (this.isOn && !this.seen.has(id)) line(eventLine(received));
    this.seen.add(id);
  };
}

/** `22:00:00.412 ✓ document.statusChanged  Policy …: adopted → inForce` */
export const eventLine = ({
  event,
  receivedAt,
}: Pick<Received, 'event' | 'receivedAt'>): string => {
  const { title, party, retroactive } = event.data;
  const { correction, struck } = particulars.parse(event.data);
  const what = whatOf(event);
  const about = `${title ?? event.subject}${party === undefined ? '' : ` (${party})`}${what && `: ${what}`}`;
  const marks = [
    retroactive === true && 'retroactive',
    correction === true && 'correction',
    struck === true && 'struck',
  ].filter((mark) => mark !== false);
  const mark = marks.length === 0 ? '' : dim(` ${marks.join(', ')}`);
  return `${dim(clockTime(receivedAt))} ✓ ${event.type}  ${about}${mark}`;
};

const particulars = z.looseObject({
  correction: z.boolean().optional(),
  struck: z.boolean().optional(),
  dueDate: z.looseObject({ date: z.string() }).optional(),
  proceeding: z.string().optional(),
  on: z.string().optional(),
  condition: z.string().optional(),
  proposedDate: z.string().optional(),
  legallyFinalOn: z.string().optional(),
});

/** What of an event one line has room for; a reminder is told by its day, since nothing has changed yet. */
const whatOf = ({ data }: EventAnswer): string => {
  const { from, to, decision } = data;
  const { dueDate, proceeding, on, condition, proposedDate, legallyFinalOn } =
    particulars.parse(data);
  const change = from !== undefined && to !== undefined && from !== to && `${from} → ${to}`;
  const parts = dueDate
    ? [dueDate.date, change || decision?.kind || 'review']
    : [change || proceeding || condition || decision?.kind, on ?? proposedDate ?? legallyFinalOn];
  return parts.filter((part) => part !== undefined).join(' ');
};
