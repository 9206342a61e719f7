import { describe, expect, it } from 'vitest';
import { readRestoreOptions } from '../../../../infra/operations/restore/options.ts';
import { layouts } from '../../../../infra/operations/restore/tables.ts';
import { templateOf } from '../../synthesize.ts';

const now = new Date('2026-11-22T07:00:00Z');
const read = (...args: readonly string[]) => readRestoreOptions(args, now);
const documentId = '01900000-0000-7000-8000-000000000001';

describe('what npm run restore can be told', () => {
  it('is an instant: then the tables of the stack Ikraft from which nothing is deleted on purpose', () => {
    expect(read('--to', '2026-11-20T04:00:00+01:00')).toEqual({
      help: false,
      resume: false,
      to: new Date('2026-11-20T03:00:00Z'),
      tables: ['events', 'decisions', 'documents'],
      from: {},
      overwrite: false,
      documents: [],
      dryRun: false,
      stackName: 'Ikraft',
      aws: {},
    });
  });

  it('is everything by itself', () => {
    const args = [
      ...'--to 2026-11-20T03:00:00Z --tables documents,subscriptions --overwrite --dry-run'.split(
        ' ',
      ),
      ...`--from documents=Backup-1.x --document ${documentId} --stack Test`.split(' '),
      ...'--profile drift --region eu-west-1'.split(' '),
    ];
    expect(read(...args)).toMatchObject({
      tables: ['documents', 'subscriptions'],
      from: { documents: 'Backup-1.x' },
      overwrite: true,
      documents: [documentId],
      dryRun: true,
      stackName: 'Test',
      aws: { profile: 'drift', region: 'eu-west-1' },
    });
  });

  it('reaches further back than tables can be made of, where each table is a copy', () => {
    const old = '--to 2026-09-01T03:00:00Z --tables events,documents --from events=Vault-1'.split(
      ' ',
    );
    expect(read(...old, '--from', 'documents=Vault-2')).toMatchObject({
      to: new Date('2026-09-01T03:00:00Z'),
    });
    expect(() => read(...old)).toThrow('Tables can be restored to the last 35 days');
  });

  it('needs no instant for help, or to let the pipeline run again', () => {
    expect(read('--resume')).toMatchObject({ resume: true });
    expect(read('-h')).toMatchObject({ help: true });
  });

  it.each([
    [[], 'To which instant? Say it, such as --to 2026-11-20T03:00:00Z.'],
    [['--to', 'yesterday'], '--to must be an instant with its zone'],
    [['--to', '2026-11-20T03:00:00'], '--to must be an instant with its zone'],
    [['--to', '2026-11-22T07:00:00.001Z'], '--to is an instant to come'],
    [['--to', '2026-10-18T06:59:59Z'], 'Tables can be restored to the last 35 days'],
    [['--to', '2026-11-20T03:00:00Z', '--tables', 'document'], 'there is no table document. There'],
    [['--to', '2026-11-20T03:00:00Z', '--from', 'documents'], '--from must look like documents='],
    [['--to', '2026-11-20T03:00:00Z', '--from', 'x=Backup'], '--from: there is no table x.'],
    [
      ['--to', '2026-11-20T03:00:00Z', '--from', 'feedLinks=Vault'],
      '--from feedLinks=…: state feedLinks in --tables too',
    ],
    [['--to', '2026-11-20T03:00:00Z', '--document', '7'], '--document must be the id of a'],
    [['--now'], "Unknown option '--now'"],
  ])('is refused with a sentence otherwise: %j', (args, sentence) => {
    expect(() => read(...args)).toThrow(sentence);
  });

  it('names tables that the stack has, by their outputs', () => {
    const { Outputs } = templateOf().toJSON();
    for (const { output } of Object.values(layouts)) expect(Outputs).toHaveProperty(output);
  });

  it('stops functions that have no concurrency of their own, which would be lost when they go on', () => {
    const functions = Object.values(templateOf().findResources('AWS::Lambda::Function'));
    expect(functions.length).toBeGreaterThan(0);
    for (const { Properties } of functions) {
      expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    }
  });
});
