import * as z from 'zod';
import { logDays } from './log-days.ts';

export const stages = ['development', 'production'] as const;

const timeZone = z
  .string('must be text')
  .refine(isTimeZone, 'must be a name from the IANA time zone database, such as Europe/Stockholm');

const httpsUrl = z.url({ protocol: /^https$/, error: 'must be an https address' });

const origin = z
  .string('must be text')
  .refine(
    (value) => value === '*' || (URL.canParse(value) && new URL(value).origin === value),
    'must be "*" or origins such as https://intranet.example.org, without path or final slash',
  );

const account = z
  .string('must be an account id in quotes, such as "111122223333"')
  .regex(/^\d{12}$/, 'must be an account id of twelve digits');

const accounts = z.array(account, 'must be a list of account ids such as ["111122223333"]');

/** Feeds and other links that the API gives out begin with it; `{apiId}` stands for the id of the API. */
const publicUrl = z
  .string('must be an address')
  .regex(/^https?:\/\/[^?#]*[^/?#]$/, 'must be an https address without a slash at its end')
  .refine((url) => URL.canParse(url.replaceAll('{apiId}', 'api')), 'must be an address');

const prefix = z.string('must be text');

const text = prefix.min(1, 'must not be empty');

const yesOrNo = z.boolean('must be true or false');

const whole = (most: number) =>
  z.int('must be a whole number').min(1, 'must be at least 1').max(most, `must be at most ${most}`);

const domainName = z
  .string('must be a domain name')
  .regex(
    /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    'must be a domain name in lower case, such as api.example.org',
  );

const hostedZone = z.strictObject(
  {
    id: z.string('must be the id of a zone').regex(/^Z[A-Z0-9]+$/, 'must be the id of a zone'),
    name: domainName,
  },
  'must look like {"id": "Z0123456789ABC", "name": "example.org"}',
);

const domain = z
  .strictObject(
    {
      name: domainName,
      certificateArn: z
        .string('must be the ARN of a certificate')
        .regex(
          /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
          'must be the ARN of a certificate in AWS Certificate Manager',
        ),
      hostedZone: hostedZone.optional(),
    },
    'must look like {"name": "api.example.org", "certificateArn": "arn:aws:acm:…"}',
  )
  .refine(({ name, hostedZone: zone }) => !zone || `.${name}`.endsWith(`.${zone.name}`), {
    path: ['hostedZone', 'name'],
    error: 'must be the zone that the domain name is in',
  });

const settings = z.strictObject(
  {
    /** Production keeps its data when the stack is deleted, and refuses to be deleted by mistake. */
    stage: z.enum(stages, `must be ${stages.join(' or ')}`).default('production'),
    /** Deploy here and nowhere else, whatever credentials there are. */
    account: account.optional(),
    region: z
      .string('must be a region')
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as eu-north-1')
      .optional(),
    /** The zone of documents that state none. */
    timeZone: timeZone.default('Europe/Stockholm'),
    /** An OpenID Connect issuer in place of the stack's own Cognito user pool. */
    issuer: z
      .strictObject(
        { url: httpsUrl, audience: z.array(text).min(1, 'must name at least one audience') },
        'must look like {"url": "https://login.example.org/tenant", "audience": ["ikraft"]}',
      )
      .optional(),
    /** Where roles and organisations are found in a token. */
    claims: z
      .strictObject(
        {
          roleClaim: text.default('cognito:groups'),
          rolePrefix: prefix.default('role:'),
          organisationPrefix: prefix.default('org:'),
        },
        'must look like {"roleClaim": "groups", "rolePrefix": "role:", "organisationPrefix": "org:"}',
      )
      // Else a role would be an organisation as well, and who names organisations could give roles.
      .refine(({ rolePrefix, organisationPrefix }) => !rolePrefix.startsWith(organisationPrefix), {
        path: ['organisationPrefix'],
        error: 'must not be how roles begin',
      })
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
    /** Where callers reach the API, if not at the domain or the gateway's own address. */
    publicUrl: publicUrl.optional(),
    /** A name of one's own for the API. */
    domain: domain.optional(),
    /** What the gateway lets through, of all callers together. */
    throttle: z
      .strictObject(
        { rate: whole(10_000).default(200), burst: whole(5_000).default(400) },
        'must look like {"rate": 200, "burst": 400}',
      )
      .prefault({}),
    /** Alarms are sent here. */
    alarmEmail: z.email('must be an e-mail address').optional(),
    /** Turns on the five settings that follow, unless they are stated themselves. */
    strict: yesOrNo.default(false),
    /** A page in CloudWatch on how the stack does, which costs as much as all else while nothing happens. */
    dashboard: yesOrNo.optional(),
    /** A key of the account's own encrypts tables, files, queues, logs and alarms. */
    customerKey: yesOrNo.optional(),
    /** Daily copies of tables and files in a vault, for so many days. */
    backup: z
      .union(
        [z.literal(false), z.strictObject({ days: whole(36_500) })],
        'must be false or look like {"days": 35}',
      )
      .optional(),
    /** A web application firewall before the user pool. */
    firewall: yesOrNo.optional(),
    /** How long logs of functions and of requests are kept. */
    logDays: z
      .preprocess(fromDigits, z.literal(logDays, `must be one of ${logDays.join(', ')}`))
      .optional(),
    /** GuardDuty looks for malware in each upload before it is made available. */
    malwareProtection: yesOrNo.default(false),
    /** Nobody may delete an uploaded file for so many days; `governance` leaves the operator's erasure. */
    objectLock: z
      .strictObject(
        {
          mode: z.enum(['governance', 'compliance'], 'must be governance or compliance'),
          days: whole(36_500),
        },
        'must look like {"mode": "governance", "days": 365}',
      )
      .optional(),
  },
  'must be an object of settings',
);

const schema = settings
  .refine(({ stage, allowLocalWebhooks }) => stage === 'development' || !allowLocalWebhooks, {
    path: ['allowLocalWebhooks'],
    error: 'must be false unless stage is development',
  })
  .refine(({ stage, publicUrl }) => stage === 'development' || !publicUrl?.startsWith('http:'), {
    path: ['publicUrl'],
    error: 'must be an https address unless stage is development',
  })
  .refine(({ firewall, issuer }) => !(firewall && issuer), {
    path: ['firewall'],
    error: 'must be false with an issuer of your own: there is no user pool to put it before',
  })
  .refine(({ region, domain }) => !region || !domain || inRegion(domain.certificateArn, region), {
    path: ['domain', 'certificateArn'],
    error: 'must be the ARN of a certificate in the region of the installation',
  })
  .transform(({ strict, ...stated }) => ({
    ...stated,
    publicUrl: stated.publicUrl ?? (stated.domain && `https://${stated.domain.name}`),
    dashboard: stated.dashboard ?? strict,
    customerKey: stated.customerKey ?? strict,
    backup: stated.backup ?? (strict && { days: 35 }),
    firewall: stated.firewall ?? (strict && stated.issuer === undefined),
    logDays: stated.logDays ?? (strict ? 400 : 90),
  }));

/** How one installation is set up, in full. */
export type Config = Readonly<z.output<typeof schema>>;

/** What an operator states of one installation; docs/deploy.md tells what each setting means. */
export type Settings = z.input<typeof schema>;

/** The name of every setting. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

/** What one installation may state, checked and completed. */
export const configSchema = schema;

/**
 * The operator's file `ikraft.config.ts`: the settings of each installation by its name. `production` is
 * the stack `Ikraft`, any other one the stack `Ikraft-<name>`.
 */
export const defineConfig = (
  installations: Readonly<Record<string, Settings>>,
): Readonly<Record<string, Settings>> => installations;

/** The command line gives numbers as text. */
function fromDigits(value: unknown): unknown {
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
}

function inRegion(arn: string, region: string): boolean {
  return arn.split(':')[3] === region;
}

function isTimeZone(name: string): boolean {
  try {
    // Offsets such as +02:00 are accepted by Intl too, but are no zones: they know no summer time.
    return !/^[+-]/.test(name) && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
