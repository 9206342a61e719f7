import { channels, operations } from './asyncapi-channels.ts';
import { messages } from './asyncapi-messages.ts';
import { eventSchemas } from './event-schemas.ts';
import { exampleSecret, webhookHeaders } from './webhook-headers.ts';

/** The events as an AsyncAPI document: the channels that carry them, and a message for each type on each. */
export const asyncApi = () => ({
  asyncapi: '3.1.0',
  info: {
    title: 'Ikraft events',
    version: '1',
    description:
      'What happens to documents that govern something, as CloudEvents 1.0 in structured JSON. Events arrive at least once: the same event has the same `id` everywhere. `sequence` numbers the events of a document without gaps. Later versions may add types and fields: ignore what you do not know.',
  },
  defaultContentType: 'application/cloudevents+json',
  servers: {
    receiver: {
      host: '{host}',
      protocol: 'https',
      description: 'A receiver of webhooks: the host in the `url` of a subscription.',
      variables: { host: { description: 'Of the subscriber.' } },
    },
    sqs: {
      host: 'sqs.{region}.amazonaws.com',
      protocol: 'sqs',
      description: 'Amazon SQS.',
      variables: { region: { description: 'Of the queue.' } },
    },
    eventBridge: {
      host: 'events.{region}.amazonaws.com',
      protocol: 'eventbridge',
      description: 'Amazon EventBridge.',
      variables: { region: { description: 'Of the event bus.' } },
    },
    api: {
      host: '{host}',
      protocol: 'https',
      description: 'The API of an installation: `ApiUrl` among the outputs of its stack.',
      variables: { host: { description: 'Of the installation.' } },
    },
  },
  channels,
  operations,
  components: {
    schemas: { ...eventSchemas, WebhookHeaders: webhookHeaders },
    messages,
    securitySchemes: {
      signature: {
        type: 'httpApiKey',
        in: 'header',
        name: 'webhook-signature',
        description: `Standard Webhooks: see the headers of the messages. Every subscription has keys of its own; the examples are signed with \`${exampleSecret}\`.`,
      },
      token: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: 'The least role is reader.',
      },
    },
  },
});
