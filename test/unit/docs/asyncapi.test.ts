import { readFileSync } from 'node:fs';
import specs from '@asyncapi/specs';
import { Ajv, type Options } from 'ajv';
import addFormats from 'ajv-formats';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { eventTypes } from '#shared/domain/events.ts';
import { exampleSecret } from '../../../docs/generator/webhook-headers.ts';

const file = new URL('../../../docs/asyncapi.json', import.meta.url);
const written: unknown = JSON.parse(readFileSync(file, 'utf8'));

const { asyncapi, channels, components } = z
  .object({
    asyncapi: z.string(),
    channels: z.record(
      z.string(),
      z.object({ messages: z.record(z.string(), z.object({ $ref: z.string() })) }),
    ),
    components: z.object({
      messages: z.record(
        z.string(),
        z.object({
          summary: z.string(),
          payload: z.looseObject({}),
          headers: z.looseObject({}).optional(),
          examples: z.tuple([
            z.object({
              payload: z.looseObject({}),
              headers: z.record(z.string(), z.string()).optional(),
            }),
          ]),
        }),
      ),
    }),
  })
  .parse(written);

const messages = Object.entries(components.messages);

const newAjv = (options: Options = {}) => {
  const ajv = new Ajv({ strict: false, allErrors: true, ...options });
  addFormats.default(ajv);
  return ajv;
};

describe('the AsyncAPI document', () => {
  it('is one of the newest version, by the official schema', () => {
    const [version, schema] = Object.entries(specs.schemas).at(-1) ?? [];
    expect(asyncapi).toBe(version);
    // It has a copy of the schema of schemas in it.
    const ajv = newAjv({ meta: false, validateSchema: false });
    expect(ajv.validate(z.looseObject({}).parse(schema), written), ajv.errorsText()).toBe(true);
  });

  it('has a message on each channel for each type that comes there', () => {
    const subscriptionTypes = ['subscription.test', 'subscription.disabled'];
    const typesOn = Object.entries(channels).map(([channel, { messages }]) => [
      channel,
      Object.keys(messages),
    ]);
    expect(Object.fromEntries(typesOn)).toEqual({
      webhook: [...eventTypes, ...subscriptionTypes],
      queue: [...eventTypes, ...subscriptionTypes],
      eventBus: [...eventTypes, ...subscriptionTypes],
      log: eventTypes,
    });
    for (const { messages } of Object.values(channels)) {
      for (const { $ref } of Object.values(messages)) {
        expect(components.messages).toHaveProperty([$ref.split('/').at(-1) ?? '']);
      }
    }
  });

  it('has examples that are what it says, and schemas that need every field that is always there', () => {
    const ajv = newAjv().addSchema({ ...z.looseObject({}).parse(written), $id: 'events' });
    for (const [key, { examples, headers }] of messages) {
      const [example] = examples;
      const check = (part: string, value: unknown) =>
        ajv.validate({ $ref: `events#/components/messages/${key}/${part}` }, value);
      expect(check('payload', example.payload), `${key}: ${ajv.errorsText()}`).toBe(true);
      expect(check('payload', {}), key).toBe(false);
      if (headers === undefined) continue;
      expect(check('headers', example.headers), `${key}: ${ajv.errorsText()}`).toBe(true);
      expect(check('headers', {}), key).toBe(false);
    }
  });

  it('leaves room for fields and headers to come', () => {
    expect(JSON.stringify(written)).not.toContain('additionalProperties');
  });

  it('has signatures in its examples that verify', () => {
    const signed = messages.filter(([key]) => key.endsWith('-webhook'));
    expect(signed).toHaveLength(eventTypes.length + 2);
    for (const [, { examples }] of signed) {
      const { headers = {}, payload } = examples[0];
      const at = new Date(Number(headers['webhook-timestamp']) * 1000);
      const signature = new Webhook(exampleSecret).sign(
        headers['webhook-id'] ?? '',
        at,
        JSON.stringify(payload),
      );
      expect(headers['webhook-signature']).toBe(signature);
    }
  });
});
