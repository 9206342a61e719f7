import { PreconditionFailedError } from '#shared/application/errors.ts';
import {
  ConflictError,
  MalformedCursorError,
  ReceiptExistsError,
  UnavailableError,
} from '#shared/application/ports.ts';
import { type Fault, Refusal } from '#shared/domain/refusal.ts';
import { type ProblemCode, problemTable, type RequestProblemCode } from './problem-table.ts';

/** A request that cannot be served as it is. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem';
  readonly code: RequestProblemCode | 'limit_exceeded';
  readonly faults: readonly Fault[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: RequestProblem['code'],
    message: string,
    more: {
      readonly faults?: readonly Fault[];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.code = code;
    this.faults = more.faults ?? [];
    this.headers = more.headers ?? {};
  }
}

/** A problem document (RFC 9457) with its status and headers. */
export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Asked {
  readonly path: string;
  readonly acceptLanguage?: string | undefined;
}

/** What a caller is told of an error; what went wrong inside stays inside. */
export const problemAnswer = (error: unknown, { path, acceptLanguage }: Asked): ProblemAnswer => {
  const { code, detail, faults = [], headers = {} } = told(error);
  const { status: usual, ...titles } = problemTable[code];
  // What the body names and is not there makes the body wrong, not the address.
  const status = usual < 500 && error instanceof Refusal && faults.length > 0 ? 422 : usual;
  return {
    status,
    headers: { ...headers, 'content-type': 'application/problem+json', vary: 'accept-language' },
    body: {
      type: problemType(code),
      code,
      title: titles[languageOf(acceptLanguage)],
      status,
      detail,
      instance: path,
      ...(faults.length > 0 && { errors: faults }),
    },
  };
};

/** Where the problem is described: a relative reference, right behind any host name. */
export const problemType = (code: ProblemCode): string => `/v1/docs#problem-${code}`;

interface Told {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly faults?: readonly Fault[];
  readonly headers?: Readonly<Record<string, string>>;
}

const told = (error: unknown): Told => {
  if (error instanceof RequestProblem) return { ...pick(error), headers: error.headers };
  if (error instanceof Refusal) {
    return {
      ...pick(error),
      ...(error.code === 'too_often' && { headers: { 'retry-after': '1' } }),
    };
  }
  if (error instanceof PreconditionFailedError) {
    return { code: 'precondition_failed', detail: error.message };
  }
  if (error instanceof ConflictError) {
    return {
      code: 'conflict',
      detail: 'Someone else changed it at the same time: read it again, then try again.',
    };
  }
  if (error instanceof ReceiptExistsError) {
    return {
      code: 'request_in_progress',
      detail: 'A request with this Idempotency-Key is under way: try again in a moment.',
    };
  }
  if (error instanceof MalformedCursorError) {
    return {
      code: 'malformed_cursor',
      detail: 'Use the cursor that this list gave out, with the same filters, or leave it out.',
    };
  }
  if (error instanceof UnavailableError || isTimeout(error)) {
    return {
      code: 'unavailable',
      detail: 'Something this depends on does not answer: try again in a moment.',
      headers: { 'retry-after': '2' },
    };
  }
  return { code: 'internal_error', detail: 'It is logged under the id in x-request-id.' };
};

// What middy throws shortly before the function's time is up.
const isTimeout = (error: unknown): boolean =>
  error instanceof Error && error.name === 'TimeoutError';

const pick = ({ code, message, faults }: RequestProblem | Refusal) => ({
  code,
  detail: message,
  faults,
});

/** Swedish where it is preferred to English, else English. */
const languageOf = (acceptLanguage = ''): 'en' | 'sv' => {
  const wanted = acceptLanguage.split(',').map((range) => {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const q = parameters.find((parameter) => parameter.trim().startsWith('q='));
    return { tag: tag.trim().split('-')[0], weight: q ? Number(q.trim().slice(2)) : 1 };
  });
  const weightOf = (language: string) =>
    Math.max(0, ...wanted.filter(({ tag }) => tag === language).map(({ weight }) => weight || 0));
  return weightOf('sv') > weightOf('en') ? 'sv' : 'en';
};
