import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import middy, { type MiddlewareObj } from '@middy/core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { context } from '../../support/invocations.ts';

const segment = z.looseObject({
  name: z.string(),
  trace_id: z.string(),
  annotations: z.record(z.string(), z.unknown()).default({}),
  error: z.boolean().default(false),
});

type Segment = z.infer<typeof segment>;

/** Where Lambda takes parts of traces, and a DynamoDB that has nothing. */
let daemon: Socket;
let dynamoDb: Server;
let sent: Segment[] = [];

beforeAll(async () => {
  daemon = createSocket('udp4').bind(0, '127.0.0.1');
  daemon.on('message', (message) => {
    sent.push(segment.parse(JSON.parse(message.toString().split('\n')[1] ?? '')));
  });
  dynamoDb = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/x-amz-json-1.0').end('{}');
  }).listen(0, '127.0.0.1');
  await Promise.all([once(daemon, 'listening'), once(dynamoDb, 'listening')]);
});

afterAll(() => {
  daemon.close();
  dynamoDb.close();
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
  sent = [];
});

const traceId = (each: number) => `1-6b0286fd-c32ace2fa27b33600a15f7c${each}`;

/** A function as Lambda runs it; its module is loaded anew, as at a cold start. */
const setUp = async (
  answer: () => Promise<unknown> = async () => 'done',
  more: MiddlewareObj<unknown, unknown> = { before: () => undefined },
) => {
  vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', `127.0.0.1:${daemon.address().port}`);
  vi.stubEnv('LAMBDA_TASK_ROOT', '/var/task');
  vi.stubEnv('AWS_EXECUTION_ENV', 'AWS_Lambda_nodejs24.x');
  vi.stubEnv('AWS_LAMBDA_INITIALIZATION_TYPE', 'on-demand');
  vi.stubEnv('_HANDLER', 'index.handler');
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'api');
  vi.stubEnv('POWERTOOLS_TRACER_CAPTURE_ERROR', 'false');
  const { annotate, traced, traces } = await import('#shared/runtime/tracer.ts');
  const address = z.object({ port: z.number() }).parse(dynamoDb.address());
  const client = traced(
    new DynamoDBClient({
      endpoint: `http://127.0.0.1:${address.port}`,
      region: 'eu-north-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
  );
  const handler = middy<unknown, unknown>()
    .use(traces())
    .use(more)
    .handler(async () => {
      annotate('correlation_id', 'case-1');
      await client.send(new GetItemCommand({ TableName: 'documents', Key: { id: { S: '1' } } }));
      return answer();
    });
  const invoke = (each: number, sampled: 0 | 1): Promise<unknown> => {
    const trace = `Root=${traceId(each)};Parent=53995c3f42cd8ad8;Sampled=${sampled}`;
    vi.stubEnv('_X_AMZN_TRACE_ID', trace);
    return handler({}, context());
  };
  return { invoke };
};

/** The parts that one invocation has sent, once they have come. */
const partsOf = (each: number, count: number): Promise<readonly Segment[]> =>
  vi.waitFor(() => {
    const parts = sent.filter((part) => part.trace_id === traceId(each));
    expect(parts).toHaveLength(count);
    return parts.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  });

describe('a trace that is kept', () => {
  it('has what the function did, from its first invocation on', async () => {
    const { invoke } = await setUp();
    for (const [each, cold] of [
      [1, true],
      [2, false],
    ] as const) {
      expect(await invoke(each, 1)).toBe('done');
      const [own, call] = await partsOf(each, 2);
      expect(own?.name).toBe('## index.handler');
      expect(own?.annotations).toEqual({
        ColdStart: cold,
        Service: 'api',
        correlation_id: 'case-1',
      });
      expect(call).toMatchObject({
        name: 'DynamoDB',
        aws: { operation: 'GetItem', table_name: 'documents' },
      });
    }
  });

  it('says that the function failed, and nothing of why', async () => {
    const { invoke } = await setUp(() => Promise.reject(new Error('199001011234 is unknown')));
    await expect(invoke(3, 1)).rejects.toThrow('is unknown');
    const [own] = await partsOf(3, 2);
    expect(own?.error).toBe(true);
    expect(JSON.stringify(sent)).not.toContain('199001011234');
  });
});

describe('the trace of an error that is answered', () => {
  it.each([
    [404, false],
    [500, true],
  ])('with %i says %s', async (statusCode, failed) => {
    const answering = {
      onError: (request: { response: unknown }) => {
        request.response = { statusCode };
      },
    };
    const { invoke } = await setUp(() => Promise.reject(new Error('no')), answering);
    expect(await invoke(8, 1)).toEqual({ statusCode });
    const [own] = await partsOf(8, 2);
    expect(own?.error).toBe(failed);
  });
});

describe('a trace that is not kept', () => {
  it('costs nothing: the tracer is not even loaded', async () => {
    const load = vi.fn();
    vi.doMock('@aws-lambda-powertools/tracer', load);
    const { invoke } = await setUp();
    expect(await invoke(4, 0)).toBe('done');
    expect(load).not.toHaveBeenCalled();
    vi.doUnmock('@aws-lambda-powertools/tracer');
  });

  it('leaves nothing, also where one before it was kept', async () => {
    const { invoke } = await setUp();
    await invoke(5, 1);
    await partsOf(5, 2);
    await invoke(6, 0);
    await invoke(7, 1);
    await partsOf(7, 2);
    expect(sent.filter((part) => part.trace_id === traceId(6))).toEqual([]);
  });
});
