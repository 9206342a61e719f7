import type { Node } from 'constructs';
import * as z from 'zod';

export const stages = ['development', 'production'] as const;

const timeZone = z
  .string()
  .refine(isTimeZone, 'must be a name from the IANA time zone database, such as Europe/Stockholm');

const httpsUrl = z.url({ protocol: /^https$/, error: 'must be an https address' });

const origin = z
  .string()
  .refine(
    (value) => value === '*' || (URL.canParse(value) && new URL(value).origin === value),
    'must be "*" or origins such as https://intranet.example.org, without path or final slash',
  );

const accounts = z.array(
  z.string().regex(/^\d{12}$/, 'must be an account id of twelve digits'),
  'must be a list of account ids such as ["111122223333"]',
);

/** Feeds and other links that the API gives out begin with it; `{apiId}` stands for the id of the API. */
const publicUrl = z
  .string('must be an address')
  .regex(/^https?:\/\/[^?#]*[^/?#]$/, 'must be an https address without a slash at its end')
  .refine((url) => URL.canParse(url.replaceAll('{apiId}', 'api')), 'must be an address');

const yesOrNo = z.boolean('must be true or false');

const settings = {
  /** Production keeps its data when the stack is deleted, and refuses to be deleted by mistake. */
  stage: z.enum(stages, `must be ${stages.join(' or ')}`).default('production'),
  /** The zone of documents that state none. */
  timeZone: timeZone.default('Europe/Stockholm'),
  /** An OpenID Connect issuer in place of the stack's own Cognito user pool. */
  issuer: z
    .strictObject(
      { url: httpsUrl, audience: z.array(z.string().min(1)).min(1) },
      'must look like {"url": "https://login.example.org/tenant", "audience": ["ikraft"]}',
    )
    .optional(),
  /** Where roles and organisations are found in a token. */
  claims: z
    .strictObject(
      {
        roleClaim: z.string().min(1).default('cognito:groups'),
        rolePrefix: z.string().default('role:'),
        organisationPrefix: z.string().default('org:'),
      },
      'must look like {"roleClaim": "groups", "rolePrefix": "role:", "organisationPrefix": "org:"}',
    )
    .prefault({}),
  /** Lets anyone read documents, decisions and events without a token. */
  publicReading: yesOrNo.default(false),
  /** Lets webhooks go to http and to loopback addresses: for a stack on one's own machine. */
  allowLocalWebhooks: yesOrNo.default(false),
  /** Web pages from these origins may call the API and upload files. */
  corsOrigins: z
    .array(origin, 'must be a list such as ["https://intranet.example.org"]')
    .default([]),
  /** Subscribers may name SQS queues and event buses of these AWS accounts as targets. */
  targetAccounts: accounts.default([]),
  /** These AWS accounts may put rules of their own on the event bus. */
  busAccounts: accounts.default([]),
  /** Where callers reach the API, if not at the gateway's own address. */
  publicUrl: publicUrl.optional(),
  /** Alarms are sent here. */
  alarmEmail: z.email('must be an e-mail address').optional(),
};

const schema = z
  .object(settings)
  .refine(({ stage, allowLocalWebhooks }) => stage === 'development' || !allowLocalWebhooks, {
    path: ['allowLocalWebhooks'],
    error: 'must be false unless stage is development',
  })
  .refine(({ stage, publicUrl }) => stage === 'development' || !publicUrl?.startsWith('http:'), {
    path: ['publicUrl'],
    error: 'must be an https address unless stage is development',
  });

/** How a stack is set up; see the README for what each setting means to an operator. */
export type Config = Readonly<z.output<typeof schema>>;

/** A context value that is not valid. The message says which, and what is. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads the settings from the CDK context: cdk.json, or `-c name=value` on the command line. */
export const readConfig = (node: Node): Config => {
  const stated = Object.keys(settings).map((name) => [name, fromText(node.tryGetContext(name))]);
  const { success, data, error } = schema.safeParse(Object.fromEntries(stated));
  if (success) return data;

  const sentences = error.issues.map(
    ({ path, message }) => `The context value ${path.join('.')} ${message}.`,
  );
  throw new ConfigError(`${sentences.join('\n')}\nSet it in cdk.json or with -c name=value.`);
};

/** The command line can only give text: JSON in it counts as JSON, and an empty text as nothing. */
function fromText(value: unknown): unknown {
  if (value === '') return undefined;
  if (typeof value !== 'string' || !/^([[{]|(true|false)$)/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isTimeZone(name: string): boolean {
  try {
    // Offsets such as +02:00 are accepted by Intl too, but are no zones: they know no summer time.
    return !/^[+-]/.test(name) && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
