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
const eventLine = ({ event, receivedAt }: Received): string => {
  const { title, party, from, to, retroactive, decision } = event.data;
  const isChange = from !== undefined && to !== undefined && from !== to;
  const what = isChange ? `: ${from} → ${to}` : decision ? `: ${decision.kind}` : '';
  const about = `${title ?? event.subject}${party === undefined ? '' : ` (${party})`}${what}`;
  const mark = retroactive === true ? dim(' retroactive') : '';
  return `${dim(clockTime(receivedAt))} ✓ ${event.type}  ${about}${mark}`;
};
