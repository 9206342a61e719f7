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
    ['alarmEmail', 'duty', 'alarmEmail must be an e-mail address'],
    ['allowLocalWebhooks', 'true', 'allowLocalWebhooks must be false unless stage is development'],
  ])('refuses %s=%s with a sentence that says what is valid', (name, value, sentence) => {
    expect(() => read({ [name]: value })).toThrow(ConfigError);
    expect(() => read({ [name]: value })).toThrow(sentence);
  });
});
