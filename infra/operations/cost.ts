import { line } from '../local/console.ts';
import { Problem } from '../local/problem.ts';
import { billFor } from './cost/bill.ts';
import { chargesOf } from './cost/charges.ts';
import { type CostOptions, readCostOptions, usage } from './cost/options.ts';
import { readPrices } from './cost/prices.ts';
import { dollars, reportOf } from './cost/report.ts';
import { stackParts } from './cost/stack-parts.ts';
import { synthesized } from './cost/template.ts';
import { measuredUsage } from './cost/usage.ts';
import { idle } from './cost/workload.ts';

const cost = async (options: CostOptions): Promise<void> => {
  const { workload, freeTier, json, settings } = options;
  const prices = await readPrices(options.prices);
  const stack = stackParts(await synthesized(settings));
  const billOf = (work: typeof workload) =>
    billFor(chargesOf(work, stack, measuredUsage), prices, { freeTier });
  const bill = billOf(workload);
  const atRest = billOf(idle).total;
  if (json) {
    const { region, asOf } = prices;
    line(JSON.stringify({ region, asOf, freeTier, workload, ...bill, idle: atRest }, null, 2));
    return;
  }
  const { documents, subscribers, changes } = workload;
  const work = `${documents} documents, ${subscribers} subscribers, ${changes} changes a month`;
  const free = freeTier ? 'less what an account gets for nothing' : 'nothing for free';
  for (const said of reportOf(bill, prices, `${work}; ${free}`)) line(said);
  line();
  line(`Idle: ${dollars(atRest)} a month.`);
};

try {
  const options = readCostOptions(process.argv.slice(2));
  if (options.help) line(usage);
  else await cost(options);
} catch (error) {
  const said = error instanceof Problem ? error.message : error instanceof Error && error.stack;
  process.stderr.write(`${said || String(error)}\n`);
  process.exitCode = 1;
}
