import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { settingNames } from '../../infra/config.ts';
import { configurations } from './configurations.ts';
import { templateOf } from './synthesize.ts';

const page = readFileSync(new URL('../../docs/deploy.md', import.meta.url), 'utf8');

describe('the page on deploying', () => {
  it('has a row for every setting, and for nothing else', () => {
    const [, table = ''] = page.split('| setting | default | meaning |\n| --- | --- | --- |\n');
    const rows = (table.split('\n\n')[0] ?? '').split('\n');
    const names = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    expect(names.toSorted()).toEqual(settingNames.toSorted());
  });

  it('lists the services of everything that any configuration makes', () => {
    const types = Object.values(configurations).flatMap((context) =>
      Object.values(templateOf(context).toJSON().Resources).map((resource) =>
        String(Object(resource).Type),
      ),
    );
    const services = [...new Set(types.map((type) => String(type.split('::')[1])))];
    const [, listed = ''] = page.match(/of these services: ([^;]+);/) ?? [];
    expect(listed.split(/,\s+/)).toEqual(services.toSorted());
  });
});
