import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { type EventAnswer, eventAnswer } from './api-answers.ts';

/** An event that arrived with a valid signature. */
export interface Received {
  readonly event: EventAnswer;
  /** As it came. */
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

export interface ReceiverOptions {
  /** The status of the answer to each valid delivery; 204 unless stated. */
  readonly answer?: (received: Received) => number;
  readonly onEvent?: (received: Received) => void;
}

/** A webhook receiver on loopback that verifies signatures as any subscriber can. */
export class WebhookReceiver implements AsyncDisposable {
  /** In order of arrival, repeats included. */
  readonly received: Received[] = [];
  /** Deliveries whose signature did not hold. */
  rejected = 0;
  private webhook: Webhook | undefined;
  private readonly server: Server;
  private readonly options: ReceiverOptions;

  private constructor(options: ReceiverOptions) {
    this.options = options;
    this.server = createServer(async (request, response) => {
      response.statusCode = await this.take(request).catch(() => 500);
      response.end();
    });
  }

  static async start(options: ReceiverOptions = {}): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver(options);
    receiver.server.listen(0, '127.0.0.1');
    await once(receiver.server, 'listening');
    return receiver;
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('The receiver is closed');
    return `http://127.0.0.1:${address.port}/events`;
  }

  /** From now on deliveries must be signed with this secret; until then they are asked to come again. */
  trust(secret: string): void {
    this.webhook = new Webhook(secret);
  }

  /** Resolves when nothing has arrived for a while, or after some time anyway. */
  async quiet({ forMs, atMostMs }: { readonly forMs: number; readonly atMostMs: number }) {
    const deadline = Date.now() + atMostMs;
    let heard = -1;
    while (heard !== this.received.length && Date.now() < deadline) {
      heard = this.received.length;
      await setTimeout(forMs);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async take(request: IncomingMessage): Promise<number> {
    const receivedAt = Date.now();
    const body = await text(request);
    if (this.webhook === undefined) return 503;
    const { headers } = request;
    const event = this.verify(body, headers);
    if (event === undefined) return 400;
    const received = { event, body, headers, receivedAt };
    this.received.push(received);
    this.options.onEvent?.(received);
    return this.options.answer?.(received) ?? 204;
  }

  private verify(body: string, headers: IncomingMessage['headers']): EventAnswer | undefined {
    const single = Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    );
    try {
      return eventAnswer.parse(this.webhook?.verify(body, Object.fromEntries(single)));
    } catch {
      this.rejected += 1;
      return undefined;
    }
  }
}
