import { SaxesParser } from 'saxes';

/** An element of a document that is known to be well-formed. */
export interface Element {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** All text inside, however deep. */
  readonly text: string;
}

/** Reads XML strictly, namespaces included. @throws where it is not well-formed */
export const readXml = (source: string): Element => {
  const parser = new SaxesParser({ xmlns: true });
  const root = { name: '', namespace: '', attributes: {}, children: [] as Element[], text: '' };
  const open = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    const values = Object.entries(attributes).map(([name, { value }]) => [name, value]);
    const element = {
      name: local,
      namespace: uri,
      attributes: Object.fromEntries(values),
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    for (const element of open) element.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(source).close();
  const [element] = root.children;
  if (element === undefined) throw new Error('No element');
  return element;
};

/** The children of a name. */
export const all = (element: Element, name: string): readonly Element[] =>
  element.children.filter((child) => child.name === name);

/** The one child of a name. */
export const only = (element: Element, name: string): Element => {
  const [child, ...others] = all(element, name);
  if (child === undefined || others.length > 0) throw new Error(`Not one ${name}`);
  return child;
};
