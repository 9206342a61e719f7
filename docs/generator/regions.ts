/**
 * A page with what stands between `<!-- generated: name -->` and `<!-- end -->` made anew; the rest is
 * written by people. @throws where nothing makes a region of that name
 */
export const filled = (page: string, makers: Readonly<Record<string, () => string>>): string =>
  page.replace(region, (_, start: string, name: string, end: string) => {
    const maker = makers[name];
    if (maker === undefined) throw new Error(`Nothing makes the region "${name}".`);
    return `${start}\n\n${maker()}\n\n${end}`;
  });

const region = /(<!-- generated: ([\w-]+) -->)[\s\S]*?(<!-- end -->)/g;
