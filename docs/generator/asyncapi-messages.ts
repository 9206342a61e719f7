import { type EventDescription, events, type JsonSchema } from './event-schemas.ts';
import { exampleHeaders } from './webhook-headers.ts';

/** In which form an event travels. */
export type Form = 'plain' | 'webhook' | 'queue' | 'bus';

/** The key of a message among the components. */
export const keyOf = ({ type }: EventDescription, form: Form): string =>
  form === 'plain' ? type : `${type}-${form}`;

const schemaOf = ({ name }: EventDescription): JsonSchema => ({
  $ref: `#/components/schemas/${name}`,
});

const plain = (event: EventDescription) => ({
  name: event.type,
  title: event.type,
  summary: event.when,
  payload: schemaOf(event),
  examples: [{ payload: event.example }],
});

const onWebhook = (event: EventDescription) => ({
  ...plain(event),
  headers: { $ref: '#/components/schemas/WebhookHeaders' },
  examples: [{ headers: exampleHeaders(event.example), payload: event.example }],
});

/** Message attributes of SQS are headers here. */
const onQueue = (event: EventDescription) => {
  const { id, type } = event.example;
  return {
    ...plain(event),
    headers: {
      type: 'object',
      required: ['id', 'type'],
      properties: {
        id: { type: 'string', description: 'The id of the event.' },
        type: { type: 'string', const: event.type },
      },
    },
    examples: [{ headers: { id, type }, payload: event.example }],
  };
};

/** What EventBridge makes of it; the event is its `detail`. */
const onBus = (event: EventDescription) => ({
  ...plain(event),
  contentType: 'application/json',
  payload: {
    type: 'object',
    required: ['source', 'detail-type', 'detail'],
    properties: {
      source: { type: 'string', const: 'ikraft' },
      'detail-type': { type: 'string', const: event.type },
      detail: schemaOf(event),
    },
  },
  examples: [{ payload: { source: 'ikraft', 'detail-type': event.type, detail: event.example } }],
});

const makers = { plain, webhook: onWebhook, queue: onQueue, bus: onBus };

/** A message for each type in each form that it has. */
export const messages = Object.fromEntries(
  (['plain', 'webhook', 'queue', 'bus'] as const).flatMap((form) =>
    events
      .filter(({ isOfDocument }) => isOfDocument || form !== 'plain')
      .map((event) => [keyOf(event, form), makers[form](event)] as const),
  ),
);
