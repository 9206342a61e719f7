import * as z from 'zod';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';
  /** From `/v1` on, with the query. */
  readonly path: string;
  /** A string goes as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, or the text where it is not JSON. */
  readonly body: unknown;
}

/** An answer other than 2xx where one was needed. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly answer: ApiAnswer;

  constructor({ method, path }: ApiRequest, answer: ApiAnswer) {
    const { detail } = z
      .looseObject({ detail: z.string().optional() })
      .catch({})
      .parse(answer.body);
    super(`${method} ${path}: ${answer.status} ${detail ?? JSON.stringify(answer.body)}`);
    this.answer = answer;
  }
}

/** Ikraft's HTTP API as one caller sees it. */
export class ApiClient {
  private readonly apiUrl: string;
  private readonly token: (() => string) | undefined;

  /** The token is asked for anew for each request, since tokens are short-lived. */
  constructor(apiUrl: string, token?: () => string) {
    this.apiUrl = apiUrl;
    this.token = token;
  }

  /** Any answer, as it is. */
  async send({ method, path, body, headers }: ApiRequest): Promise<ApiAnswer> {
    const response = await fetch(`${this.apiUrl}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token()}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: jsonOr(text) };
  }

  /** The body of a 2xx answer. @throws ApiError for any other */
  async call<T>(answers: z.ZodType<T>, request: ApiRequest): Promise<T> {
    const answer = await this.send(request);
    if (answer.status < 200 || answer.status > 299) throw new ApiError(request, answer);
    return answers.parse(answer.body);
  }

  get<T>(path: string, answers: z.ZodType<T>): Promise<T> {
    return this.call(answers, { method: 'GET', path });
  }

  post<T>(path: string, body: unknown, answers: z.ZodType<T>): Promise<T> {
    return this.call(answers, { method: 'POST', path, body });
  }
}

const jsonOr = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
