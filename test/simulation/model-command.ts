import type fc from 'fast-check';
import type { Archive, Known, Model } from './model-archive.ts';
import { checkPromises } from './model-promises.ts';

type Work = (model: Model, archive: Archive) => Promise<void>;

/** Something that someone does, after which every promise must hold. */
class Command implements fc.AsyncCommand<Model, Archive> {
  readonly #name: string;
  readonly #work: Work;

  constructor(name: string, work: Work) {
    this.#name = name;
    this.#work = work;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, archive: Archive): Promise<void> {
    await this.#work(model, archive);
    await checkPromises(model, archive);
  }

  toString(): string {
    return this.#name;
  }
}

/** A command that takes drawn inputs. */
export const command = <Input>(
  name: string,
  inputs: fc.Arbitrary<Input>,
  work: (input: Input) => Work,
) => inputs.map((input) => new Command(`${name} ${JSON.stringify(input)}`, work(input)));

/** One of the documents, whatever the number. */
export const known = ({ documents }: Model, number: number): Known => {
  const document = documents[number % documents.length];
  if (document === undefined) throw new RangeError('Nothing is registered');
  return document;
};
