import { type Form, keyOf } from './asyncapi-messages.ts';
import { events } from './event-schemas.ts';

const messagesIn = (form: Form) =>
  Object.fromEntries(
    events
      .filter(({ isOfDocument }) => isOfDocument || form !== 'plain')
      .map((event) => [event.type, { $ref: `#/components/messages/${keyOf(event, form)}` }]),
  );

const on = (server: string) => [{ $ref: `#/servers/${server}` }];

/** The ways in which events come to a subscriber. */
export const channels = {
  webhook: {
    address: null,
    title: 'Webhook',
    description:
      'The `url` of a subscription whose target is a webhook. An event comes in a POST request; any 2xx within 15 seconds accepts it. 410 disables the subscription, 429 and 503 with Retry-After are heeded, redirects are not followed, and all else is tried again for days.',
    servers: on('receiver'),
    messages: messagesIn('webhook'),
  },
  queue: {
    address: null,
    title: 'Queue',
    description:
      'The `arn` of a subscription whose target is a queue of Amazon SQS, in an account that the operator allows and with a policy that lets this installation send. The body of a message is the event; attributes have its id and type. In a FIFO queue the group is the `subject` and the deduplication id the event id.',
    servers: on('sqs'),
    messages: messagesIn('queue'),
  },
  eventBus: {
    address: null,
    title: 'Event bus',
    description:
      "The `arn` of a subscription whose target is an event bus of Amazon EventBridge, as for a queue; or the installation's own bus (`EventBusName` among the outputs of its stack), on which accounts that the operator allows have rules. The latter carries no events about subscriptions and knows no filters but those of its rules.",
    servers: on('eventBridge'),
    messages: messagesIn('bus'),
  },
  log: {
    address: '/v1/events',
    title: 'Log',
    description:
      'Every event of every document, for who would rather ask: a message is one of the `items` of an answer. The cursor of the last page goes on where it ended, and nothing is skipped.',
    servers: on('api'),
    messages: messagesIn('plain'),
  },
};

const send = (channel: keyof typeof channels, summary: string) => ({
  action: 'send',
  channel: { $ref: `#/channels/${channel}` },
  summary,
});

export const operations = {
  sendWebhook: {
    ...send('webhook', 'Events that match the filter of the subscription.'),
    security: [{ $ref: '#/components/securitySchemes/signature' }],
    bindings: { http: { method: 'POST', bindingVersion: '0.3.0' } },
  },
  sendToQueue: send('queue', 'Events that match the filter of the subscription.'),
  putOnBus: send(
    'eventBus',
    'Events that match the filter of the subscription; on its own bus, all.',
  ),
  answerFromLog: {
    ...send('log', 'Events of documents, page by page.'),
    security: [{ $ref: '#/components/securitySchemes/token' }],
    bindings: { http: { method: 'GET', bindingVersion: '0.3.0' } },
  },
};
