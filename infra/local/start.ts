import { ApiClient } from './api-client.ts';
import { bold, line, step } from './console.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { EventPrinter } from './event-line.ts';
import { externalEmulator } from './external.ts';
import { readFolder } from './folder.ts';
import { LiveStack } from './live-stack.ts';
import { takeLock } from './lock.ts';
import { Memory } from './memory.ts';
import { messages } from './messages.ts';
import { printNextSteps } from './next-steps.ts';
import { languageOf, type Options, readOptions } from './options.ts';
import { emulatorDir } from './paths.ts';
import { Problem, reasonOf } from './problem.ts';
import { install } from './stack.ts';
import { removeStackFile } from './stack-file.ts';
import { playStory } from './story.ts';
import { subscribe } from './subscriber.ts';

const args = process.argv.slice(2);
const say = messages[languageOf(args, process.env)];

/** `npm start`: a whole Ikraft on this machine, until the signal. */
const start = async (options: Options, signal: AbortSignal): Promise<void> => {
  const folder =
    options.documents === undefined ? undefined : await readFolder(options.documents, say);
  await using _lock = await takeLock(say);
  await removeStackFile();
  await using emulator = await openEmulator(options, signal);
  const { endpointUrl, dir, log, ended } = emulator;
  const installation = await step(say.steps.deploy, (progress) =>
    install({ endpointUrl, dir, say, signal, progress }),
  );
  await using live = await LiveStack.open(installation, (error) => line(reasonOf(error)));
  line(bold(`\n${say.running(live.current.apiUrl)}`));

  await using scene = new AsyncDisposableStack();
  const perform = async () => {
    const caller = (role: 'registrar' | 'subscriber') =>
      new ApiClient(live.current.apiUrl, () => live.current.tokens[role]);
    const printer = new EventPrinter();
    const { documentId } = await playStory({
      registrar: caller('registrar'),
      subscribe: async () =>
        scene.use(await subscribe(caller('subscriber'), { onEvent: printer.take })),
      memory: await Memory.in(dir),
      folder,
      say,
    });
    printNextSteps(say, documentId);
    printer.switchOn();
  };
  const over = Promise.race([stopped.promise, ended]);
  await Promise.race([perform().then(() => over), over]);
  if (!signal.aborted) throw new Problem(say.emulatorGone(log));
};

const openEmulator = ({ port, fresh }: Options, signal: AbortSignal): Promise<Emulator> => {
  const external = process.env.AWS_ENDPOINT_URL;
  return external
    ? step(say.steps.external(external), () => externalEmulator(external, say))
    : step(say.steps.emulator(port), (progress) =>
        startEmulator({ port, dir: emulatorDir(port), keep: true, fresh, say, signal, progress }),
      );
};

const stop = new AbortController();
const stopped = Promise.withResolvers<void>();
// A terminal being closed and a machine shutting down stop us in the same good order as Ctrl-C.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    if (!stop.signal.aborted) line(`\n${say.steps.stop} …`);
    stop.abort();
    stopped.resolve();
  });
}

try {
  const options = readOptions(args, process.env);
  if (options.help) line(say.usage);
  else await start(options, stop.signal);
} catch (error) {
  if (!stop.signal.aborted) {
    process.stderr.write(
      `\n${error instanceof Problem ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
    );
    process.exitCode = 1;
  }
}
if (stop.signal.aborted) line(say.stopped);
// The story may still be waiting for something that will not come any more.
process.exit();
