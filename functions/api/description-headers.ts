import * as z from 'zod';
import type { AnswerDescription } from './described-answers.ts';

const header = (id: string, description: string) =>
  z.string().meta({ header: { id, description } });

const maybe = (id: string, description: string) =>
  z.string().optional().meta({ header: { id, description } });

const requestId = 'Under this id the request is logged.';
const correlationId = 'Under this id all that the request causes is found.';

/** Headers that an answer always has, each once among the components of the description. */
const always = {
  ETag: header(
    'ETag',
    'Changes with what is answered; for If-None-Match, and where it is taken If-Match.',
  ),
  Location: header('Location', 'Where it is, relative to the address that was asked for.'),
  'X-Correlation-Id': header('CorrelationId', correlationId),
  'X-Request-Id': header('RequestId', requestId),
};

/** Headers that an answer may have. */
const sometimes = {
  Link: maybe('Link', 'The address of the next page, `rel="next"`, where there is one.'),
  'Retry-After': maybe('RetryAfter', 'Seconds to wait before trying again.'),
  'WWW-Authenticate': maybe('WwwAuthenticate', 'What to send: a bearer token.'),
  'X-Correlation-Id': maybe('CorrelationIdOfOurs', `${correlationId} The gateway sends none.`),
  'X-Request-Id': maybe('RequestIdOfOurs', `${requestId} The gateway sends none.`),
};

const ids = (all: typeof always | typeof sometimes) => ({
  'X-Correlation-Id': all['X-Correlation-Id'],
  'X-Request-Id': all['X-Request-Id'],
});

/** Headers of an answer that succeeds. */
export const successHeaders = ({ headers = [] }: Pick<AnswerDescription, 'headers'>) =>
  z.object({
    ...Object.fromEntries(
      headers.map((name) => [name, name === 'Link' ? sometimes.Link : always[name]]),
    ),
    ...ids(always),
  });

/** Headers of a problem; the gateway, where it answers by itself, sends none of ours. */
export const problemHeaders = (status: number, byGateway: boolean) =>
  z.object({
    ...(status === 401 && { 'WWW-Authenticate': sometimes['WWW-Authenticate'] }),
    ...((status === 429 || status === 503) && { 'Retry-After': sometimes['Retry-After'] }),
    ...ids(byGateway ? sometimes : always),
  });
