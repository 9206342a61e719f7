import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../infra/local/options.ts';
import { Problem } from '../../../infra/local/problem.ts';

describe('npm start', () => {
  it('uses the port of AWS emulators unless another is stated', () => {
    expect(readOptions([], {})).toMatchObject({ port: 4566, fresh: false });
    expect(readOptions(['--port', '4600'], {})).toMatchObject({ port: 4600 });
  });

  it.each([
    ['--port', 'http'],
    ['--port', '70000'],
    ['--port', '0'],
  ])('refuses %s %s and says what a port is', (...args) => {
    expect(() => readOptions(args, {})).toThrow(
      new Problem('A port is a number from 1 to 65535, as in npm start -- --port 4600.'),
    );
  });

  it('refuses a flag that it does not know and says where the others are', () => {
    expect(() => readOptions(['--prot', '4600'], {})).toThrow(/--prot[\s\S]*--help/);
  });

  it.each([
    [[], { LANG: 'sv_SE.UTF-8' }, 'sv'],
    [[], { LC_ALL: 'sv_SE.UTF-8', LANG: 'en_US.UTF-8' }, 'sv'],
    [[], { LANG: 'C.UTF-8' }, 'en'],
    [['--lang', 'sv'], { LANG: 'en_US.UTF-8' }, 'sv'],
    [['--lang=en'], { LANG: 'sv_SE.UTF-8' }, 'en'],
  ])('with %j in %j speaks %s', (args, env, language) => {
    expect(readOptions(args, env)).toMatchObject({ language });
  });
});
