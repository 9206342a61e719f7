import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../infra/config.ts';

const read = (context: Record<string, unknown> = {}) => readConfig(new App({ context }).node);

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
    });
  });

  it('reads what the command line can only give as text', () => {
    expect(
      read({
        stage: 'development',
        publicReading: 'true',
        allowLocalWebhooks: 'true',
        corsOrigins: '["https://intranet.example.org"]',
        claims: '{"roleClaim":"groups"}',
        issuer: '{"url":"https://login.example.org","audience":["ikraft"]}',
        targetAccounts: '["111122223333"]',
        busAccounts: '["111122223333","444455556666"]',
        publicUrl: 'http://127.0.0.1:4566/_aws/execute-api/{apiId}',
        alarmEmail: '',
      }),
    ).toEqual({
      stage: 'development',
      timeZone: 'Europe/Stockholm',
      issuer: { url: 'https://login.example.org', audience: ['ikraft'] },
      claims: { roleClaim: 'groups', rolePrefix: 'role:', organisationPrefix: 'org:' },
      publicReading: true,
      allowLocalWebhooks: true,
      corsOrigins: ['https://intranet.example.org'],
      targetAccounts: ['111122223333'],
      busAccounts: ['111122223333', '444455556666'],
      publicUrl: 'http://127.0.0.1:4566/_aws/execute-api/{apiId}',
    });
  });

  it.each([
    ['stage', 'staging', 'stage must be development or production'],
    ['timeZone', 'Europe/Alingsås', 'timeZone must be a name from the IANA time zone database'],
    ['timeZone', '+02:00', 'timeZone must be a name from the IANA time zone database'],
    ['issuer', 'https://login.example.org', 'issuer must look like {"url"'],
    ['issuer', '{"url":"http://a.example.org","audience":["x"]}', 'issuer.url must be an https'],
    ['claims', '{"roleClaim":', 'claims must look like {"roleClaim"'],
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
  ])('refuses %s=%s with a sentence that says what is valid', (name, value, sentence) => {
    expect(() => read({ [name]: value })).toThrow(ConfigError);
    expect(() => read({ [name]: value })).toThrow(sentence);
  });
});
