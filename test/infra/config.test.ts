import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import ownFile from '../../ikraft.config.ts';
import { defineConfig, type Settings } from '../../infra/config.ts';
import { ConfigError, readConfig, readInstallation } from '../../infra/installation.ts';

const nodeOf = (context: Record<string, unknown> = {}) => new App({ context }).node;
const read = (context: Record<string, unknown> = {}, stated?: unknown) =>
  readConfig(nodeOf(context), stated, 'production');

const certificateArn = 'arn:aws:acm:eu-north-1:111122223333:certificate/1234-abcd';

describe('the configuration', () => {
  it('is safe for production where nothing is stated', () => {
    expect(read()).toEqual({
      stage: 'production',
      timeZone: 'Europe/Stockholm',
      claims: { roleClaim: 'cognito:groups', rolePrefix: 'role:', organisationPrefix: 'org:' },
      publicReading: false,
      allowLocalWebhooks: false,
      corsOrigins: [],
      targetAccounts: [],
      busAccounts: [],
      throttle: { rate: 200, burst: 400 },
      dashboard: false,
      customerKey: false,
      backup: false,
      firewall: false,
      logDays: 90,
      malwareProtection: false,
    });
  });

  it('reads what the command line can only give as text', () => {
    expect(
      read({
        stage: 'development',
        account: '111122223333',
        publicReading: 'true',
        allowLocalWebhooks: 'true',
        corsOrigins: '["https://intranet.example.org"]',
        claims: '{"roleClaim":"groups"}',
        issuer: '{"url":"https://login.example.org","audience":["ikraft"]}',
        targetAccounts: '["111122223333"]',
        busAccounts: '["111122223333","444455556666"]',
        publicUrl: 'http://127.0.0.1:4566/_aws/execute-api/{apiId}',
        throttle: '{"rate":50}',
        logDays: '30',
        alarmEmail: '',
      }),
    ).toMatchObject({
      stage: 'development',
      account: '111122223333',
      issuer: { url: 'https://login.example.org', audience: ['ikraft'] },
      claims: { roleClaim: 'groups', rolePrefix: 'role:', organisationPrefix: 'org:' },
      publicReading: true,
      allowLocalWebhooks: true,
      corsOrigins: ['https://intranet.example.org'],
      targetAccounts: ['111122223333'],
      busAccounts: ['111122223333', '444455556666'],
      publicUrl: 'http://127.0.0.1:4566/_aws/execute-api/{apiId}',
      throttle: { rate: 50, burst: 400 },
      logDays: 30,
      alarmEmail: undefined,
    });
  });

  it('gives the command line the last word, setting by setting', () => {
    const stated: Settings = { publicReading: true, timeZone: 'Europe/Helsinki' };
    const { publicReading, timeZone } = read({ publicReading: 'false' }, stated);
    expect({ publicReading, timeZone }).toEqual({
      publicReading: false,
      timeZone: 'Europe/Helsinki',
    });
  });

  it('leads links to the domain unless another address is stated', () => {
    const domain = { name: 'api.example.org', certificateArn };
    expect(read({}, { domain }).publicUrl).toBe('https://api.example.org');
    const publicUrl = 'https://www.example.org/ikraft';
    expect(read({}, { domain, publicUrl }).publicUrl).toBe(publicUrl);
  });

  it('turns five settings on by strict, each of which can be stated otherwise', () => {
    const parts = (stated: Settings) => {
      const { dashboard, customerKey, backup, firewall, logDays } = read({}, stated);
      return { dashboard, customerKey, backup, firewall, logDays };
    };
    const strict = {
      dashboard: true,
      customerKey: true,
      backup: { days: 35 },
      firewall: true,
      logDays: 400,
    };
    expect(parts({ strict: true })).toEqual(strict);
    expect(parts({ strict: true, dashboard: false, backup: false, logDays: 365 })).toEqual({
      ...strict,
      dashboard: false,
      backup: false,
      logDays: 365,
    });
    expect(parts({ backup: { days: 90 } })).toMatchObject({
      customerKey: false,
      backup: { days: 90 },
    });
    // There is no user pool to put a firewall before.
    const issuer = { url: 'https://login.example.org', audience: ['ikraft'] };
    expect(parts({ strict: true, issuer })).toEqual({ ...strict, firewall: false });
  });

  it.each([
    ['stage', 'staging', 'stage must be development or production'],
    [
      'claims',
      '{"organisationPrefix":"role:"}',
      'claims.organisationPrefix must not be how roles begin',
    ],
    [
      'claims',
      '{"organisationPrefix":""}',
      'claims.organisationPrefix must not be how roles begin',
    ],
    ['account', '1111', 'account must be an account id of twelve digits'],
    ['region', 'Stockholm', 'region must be a region such as eu-north-1'],
    ['timeZone', 'Europe/Alingsås', 'timeZone must be a name from the IANA time zone database'],
    ['timeZone', '+02:00', 'timeZone must be a name from the IANA time zone database'],
    ['issuer', 'https://login.example.org', 'issuer must look like {"url"'],
    ['issuer', '{"url":"http://a.example.org","audience":["x"]}', 'issuer.url must be an https'],
    ['issuer', '{"url":"https://a.example.org","audience":[]}', 'must name at least one audience'],
    ['claims', '{"roleClaim":', 'claims must look like {"roleClaim"'],
    ['claims', '{"roleClaim":""}', 'claims.roleClaim must not be empty'],
    ['claims', '{"role":"groups"}', 'claims.role is no setting.'],
    ['publicReading', 'yes', 'publicReading must be true or false'],
    ['corsOrigins', 'https://intranet.example.org', 'corsOrigins must be a list such as'],
    ['corsOrigins', '["https://a.example.org/app"]', 'corsOrigins.0 must be "*" or origins'],
    ['targetAccounts', '111122223333', 'targetAccounts must be a list of account ids such as'],
    ['targetAccounts', '["*"]', 'targetAccounts.0 must be an account id of twelve digits'],
    ['busAccounts', '["1111-2222-3333"]', 'busAccounts.0 must be an account id of twelve digits'],
    ['publicUrl', 'ikraft.example.org', 'publicUrl must be an https address without a slash'],
    ['publicUrl', 'https://ikraft.example.org/', 'publicUrl must be an https address without a'],
    ['publicUrl', 'https://ikraft example', 'publicUrl must be an address'],
    ['publicUrl', 'http://ikraft.example.org', 'publicUrl must be an https address unless stage'],
    ['alarmEmail', 'duty', 'alarmEmail must be an e-mail address'],
    ['allowLocalWebhooks', 'true', 'allowLocalWebhooks must be false unless stage is development'],
    ['throttle', '{"rate":0}', 'throttle.rate must be at least 1'],
    ['throttle', '{"burst":9999}', 'throttle.burst must be at most 5000'],
    ['strict', 'very', 'strict must be true or false'],
    ['customerKey', 'aws', 'customerKey must be true or false'],
    ['backup', 'true', 'backup must be false or look like {"days": 35}'],
    ['logDays', '100', 'logDays must be one of 1, 3, 5'],
    ['malwareProtection', 'on', 'malwareProtection must be true or false'],
    ['objectLock', 'governance', 'objectLock must look like {"mode": "governance"'],
    ['objectLock', '{"mode":"legal","days":1}', 'objectLock.mode must be governance or compliance'],
    ['objectLock', '{"mode":"compliance","days":0.5}', 'objectLock.days must be a whole number'],
    ['domain', 'api.example.org', 'domain must look like {"name"'],
    ['domain', '{"name":"https://a.example.org"}', 'domain.name must be a domain name'],
    ['domain', '{"name":"a.example.org"}', 'domain.certificateArn must be the ARN'],
  ])('refuses -c %s=%s with a sentence that says what is valid', (name, value, sentence) => {
    const before = '-c ';
    expect(() => read({ [name]: value })).toThrow(ConfigError);
    expect(() => read({ [name]: value })).toThrow(sentence);
    expect(() => read({ [name]: value })).toThrow(before);
  });

  it.each([
    [{ alarmMail: 'a@example.org' }, 'production.alarmMail is no setting: the settings are stage,'],
    [{ publicReading: 'yes' }, 'production.publicReading must be true or false.'],
    [{ throttle: { rps: 5 } }, 'production.throttle.rps is no setting.'],
    [[], 'The installation must be an object of settings.'],
    [
      { firewall: true, issuer: { url: 'https://a.example.org', audience: ['x'] } },
      'production.firewall must be false with an issuer of your own',
    ],
    [
      { region: 'eu-west-1', domain: { name: 'a.example.org', certificateArn } },
      'certificateArn must be the ARN of a certificate in the region of the installation',
    ],
    [
      {
        domain: {
          name: 'a.example.org',
          certificateArn,
          hostedZone: { id: 'Z1', name: 'le.org' },
        },
      },
      'production.domain.hostedZone.name must be the zone that the domain name is in.',
    ],
  ])('refuses %j in the file, naming installation and setting', (stated, sentence) => {
    expect(() => read({}, stated)).toThrow(ConfigError);
    expect(() => read({}, stated)).toThrow(sentence);
  });

  it('is marked by the compiler too, where the file states what is wrong', () => {
    const file = defineConfig({
      // @ts-expect-error: no such setting
      production: { alarmMail: 'duty@example.org' },
      // @ts-expect-error: no such stage
      test: { stage: 'staging' },
    });
    expect(Object.keys(file)).toEqual(['production', 'test']);
  });

  it('names every fault at once', () => {
    expect(() => read({}, { stage: 'x', strict: 1 })).toThrow(/stage must.*\n.*strict must/);
  });

  it('refuses a word after -c that is no setting, and leaves the CDK its own', () => {
    expect(() => read({ publicreading: 'true' })).toThrow('-c publicreading is no setting');
    expect(() => read({ 'aws:cdk:enable-path-metadata': true, '@aws-cdk/x:y': 1 })).not.toThrow();
  });
});

describe('the file of this repository', () => {
  it.each(Object.keys(ownFile))('states a valid installation %s', (installation) => {
    expect(() => readInstallation(nodeOf({ installation }), ownFile)).not.toThrow();
  });

  it('has production, which npx cdk deploy takes', () => {
    expect(readInstallation(nodeOf(), ownFile)).toMatchObject({
      stackName: 'Ikraft',
      config: { stage: 'production' },
    });
  });
});

describe('an installation', () => {
  const file = { production: { publicReading: true }, test: { stage: 'development' } };
  const named = (installation: string | undefined, from: unknown) =>
    readInstallation(nodeOf(installation === undefined ? {} : { installation }), from);

  it('is production unless another is asked for, each in a stack of its own', () => {
    expect(named(undefined, file)).toMatchObject({
      stackName: 'Ikraft',
      config: { publicReading: true },
    });
    expect(named('test', file)).toMatchObject({
      stackName: 'Ikraft-test',
      config: { stage: 'development', publicReading: false },
    });
  });

  it.each([
    ['tset', file, 'There is no installation tset: the file has production, test.'],
    ['production', {}, 'There is no installation production: the file has none.'],
    ['constructor', file, 'There is no installation constructor'],
    ['a', { 'a-b': {} }, 'An installation cannot be named a-b'],
    ['a', undefined, 'The file must export default defineConfig('],
    ['test', { test: 5 }, 'The installation must be an object of settings.'],
  ])('%s is refused in %j', (name, from, sentence) => {
    expect(() => named(name, from)).toThrow(ConfigError);
    expect(() => named(name, from)).toThrow(sentence);
  });
});
