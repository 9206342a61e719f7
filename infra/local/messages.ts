export type Language = 'en' | 'sv';

const en = {
  usage: `Ikraft on this machine: an AWS emulator, the whole stack in it, and a short story.

  npm start                        play the story with the samples, then show events as they come
  npm start -- --documents DIR     register and upload the files of a folder instead of the samples
  npm start -- --port 4600         another port than 4566; what is kept is kept per port
  npm start -- --fresh             forget what earlier starts kept
  npm start -- --lang sv           på svenska

Ctrl-C stops everything. With AWS_ENDPOINT_URL set, the emulator that answers there is used.`,
  unknownFlag: (reason: string) => `${reason}\nnpm start -- --help shows what can be said.`,
  badPort: 'A port is a number from 1 to 65535, as in npm start -- --port 4600.',
  alreadyRunning: (pid?: number) =>
    `npm start runs already in this folder${pid ? ` (process ${pid})` : ''}. Stop it with Ctrl-C where it runs.`,
  noPython: `No Python 3.10 or later, and no Docker that answers. The AWS emulator needs one of them:
install Python (python.org, your package manager) or start Docker, and run npm start again.`,
  noVenv: `Python is here but cannot make virtual environments, and no Docker answers.
On Debian and Ubuntu: sudo apt install python3-venv. Then run npm start again.`,
  environmentFailed: (tail: string, log: string) =>
    `${tail}\n\nPython could not make a virtual environment in .local/venv. All it said: ${log}`,
  installFailed: (tail: string, log: string) =>
    `${tail}\n\nThe AWS emulator could not be installed. The first start needs the network (or a pip mirror,
set with PIP_INDEX_URL); later ones do not. All that pip said: ${log}`,
  imageFailed: (image: string, tail: string) =>
    `${tail}\n\nDocker could not fetch ${image}. The first start needs the network.`,
  portTaken: (port: number) =>
    `Port ${port} is taken, perhaps by another emulator. Stop it, or use another port:
npm start -- --port ${port === 4600 ? 4700 : 4600}`,
  emulatorDied: (tail: string, log: string) =>
    `${tail}\n\nThe AWS emulator ended by itself. All it said: ${log}`,
  emulatorSilent: (tail: string, log: string) =>
    `${tail}\n\nThe AWS emulator was started but does not answer. With Docker Desktop, host networking must be
enabled in its settings. All it said: ${log}`,
  externalSilent: (url: string) =>
    `AWS_ENDPOINT_URL is ${url}, but nothing answers there. Start that emulator, or unset the variable.`,
  cdkFailed: (command: string, tail: string, log: string) =>
    `${tail}\n\ncdk ${command} failed. All it said: ${log}
If an earlier start left something that it cannot change, forget that: npm start -- --fresh`,
  apiSilent: (url: string, answer: string) =>
    `${answer}\n\nThe stack is deployed but ${url} does not answer as it should; the emulator's log says why.`,
  folderMissing: (dir: string) => `There is no folder ${dir}.`,
  folderEmpty: (dir: string) => `${dir} holds no pdf, docx, odt, txt or md file.`,
  stopped: 'Stopped. What is registered is kept; npm start goes on from there.',
  emulatorGone: (log: string) => `The AWS emulator has ended. All it said: ${log}`,
  steps: {
    emulator: (port: number) => `AWS emulator on 127.0.0.1:${port}`,
    external: (url: string) => `AWS emulator at ${url}`,
    deploy: 'cdk bootstrap, cdk deploy',
    stop: 'Stopping',
  },
  installing: 'installing it, the first time only',
  running: (apiUrl: string) => `Ikraft runs at ${apiUrl} (tokens in .local/stack.json)`,
  registered: (title: string) => `"${title}" is registered; its file is uploaded and verified.`,
  registeredBefore: (title: string) => `"${title}" is here since an earlier start.`,
  subscribed: (url: string) => `A subscriber is told of every event at ${url}.`,
  decided: (kind: string, clock: string, status: string) =>
    `Decided: ${kind === 'adopt' ? 'in force' : 'repealed'} from and including ${clock}. Until then it is ${status}.`,
  arrived: (it: { from: string; to: string; seconds: number; lateBySeconds: number }) =>
    `${it.from} → ${it.to}: the signed event arrived ${it.seconds.toFixed(2)} s after the instant (lateBySeconds ${it.lateBySeconds}).`,
  notArrived: (seconds: number) =>
    `No event within ${seconds} s of the instant. The emulator's log may say why.`,
  guideline: (title: string) => `"${title}", a guideline for 50 parties:`,
  guidelineBefore: (status: string, decided: readonly string[], rest: number) =>
    `  before its repeal is recorded: ${status}; decided by ${decided.join(', ')}, not yet by ${rest}`,
  guidelineAfter: (status: string, since: string) => `  now: ${status} since ${since}`,
  guidelineEvent: (kind: string) =>
    `  subscribers were told that it is retroactive, with the decision behind it (${kind})`,
  alsoRegistered: (title: string, status: string, isNew: boolean) =>
    `"${title}": ${status}${isNew ? '' : ' (since an earlier start)'}`,
  rejected: (reason: string) => `Not accepted: ${reason}`,
  skipped: (names: readonly string[]) =>
    `Skipped, not a pdf, docx, odt, txt or md file with content: ${names.join(', ')}`,
  next: {
    title: 'Try next, in another terminal in this folder:',
    prepare: 'once',
    list: 'every document with its status now',
    timeline: 'past and planned changes of the policy',
    caseNumber: 'decisions by registry number',
    register: 'a document of your own: its event shows up here',
    manual: 'everything else that the API does',
    follow: 'Events are shown as they come. Ctrl-C stops everything.',
  },
};

export type Messages = typeof en;

const sv: Messages = {
  usage: `Ikraft på den här datorn: en AWS-emulator, hela stacken i den och en kort berättelse.

  npm start                        spela berättelsen med exemplen och visa sedan händelser efterhand
  npm start -- --documents MAPP    registrera och ladda upp filerna i en mapp i stället för exemplen
  npm start -- --port 4600         en annan port än 4566; det som sparas sparas per port
  npm start -- --fresh             glöm det som tidigare starter har sparat
  npm start -- --lang en           in English

Ctrl-C stoppar allt. Är AWS_ENDPOINT_URL satt används den emulator som svarar där.`,
  unknownFlag: (reason) => `${reason}\nnpm start -- --help visar vad som går att säga.`,
  badPort: 'En port är ett tal från 1 till 65535, som i npm start -- --port 4600.',
  alreadyRunning: (pid) =>
    `npm start körs redan i den här mappen${pid ? ` (process ${pid})` : ''}. Stoppa den med Ctrl-C där den körs.`,
  noPython: `Ingen Python 3.10 eller senare, och ingen Docker som svarar. AWS-emulatorn behöver en av dem:
installera Python (python.org, pakethanteraren) eller starta Docker, och kör npm start igen.`,
  noVenv: `Python finns men kan inte skapa virtuella miljöer, och ingen Docker svarar.
På Debian och Ubuntu: sudo apt install python3-venv. Kör sedan npm start igen.`,
  environmentFailed: (tail, log) =>
    `${tail}\n\nPython kunde inte skapa en virtuell miljö i .local/venv. Allt den sade: ${log}`,
  installFailed: (tail, log) =>
    `${tail}\n\nAWS-emulatorn kunde inte installeras. Första starten behöver nätet (eller en pip-spegel, angiven
med PIP_INDEX_URL); senare gör det inte. Allt som pip sade: ${log}`,
  imageFailed: (image, tail) =>
    `${tail}\n\nDocker kunde inte hämta ${image}. Första starten behöver nätet.`,
  portTaken: (port) =>
    `Port ${port} är upptagen, kanske av en annan emulator. Stoppa den, eller använd en annan port:
npm start -- --port ${port === 4600 ? 4700 : 4600}`,
  emulatorDied: (tail, log) =>
    `${tail}\n\nAWS-emulatorn avslutades av sig själv. Allt den sade: ${log}`,
  emulatorSilent: (tail, log) =>
    `${tail}\n\nAWS-emulatorn startades men svarar inte. Med Docker Desktop måste värdnätverk (host networking)
vara påslaget i inställningarna. Allt den sade: ${log}`,
  externalSilent: (url) =>
    `AWS_ENDPOINT_URL är ${url}, men inget svarar där. Starta den emulatorn, eller ta bort variabeln.`,
  cdkFailed: (command, tail, log) =>
    `${tail}\n\ncdk ${command} misslyckades. Allt den sade: ${log}
Om en tidigare start lämnat något som inte går att ändra, glöm det: npm start -- --fresh`,
  apiSilent: (url, answer) =>
    `${answer}\n\nStacken är på plats men ${url} svarar inte som den ska; emulatorns logg säger varför.`,
  folderMissing: (dir) => `Det finns ingen mapp ${dir}.`,
  folderEmpty: (dir) => `${dir} har ingen pdf-, docx-, odt-, txt- eller md-fil.`,
  stopped: 'Stoppad. Det som är registrerat är kvar; npm start fortsätter därifrån.',
  emulatorGone: (log) => `AWS-emulatorn har avslutats. Allt den sade: ${log}`,
  steps: {
    emulator: (port) => `AWS-emulator på 127.0.0.1:${port}`,
    external: (url) => `AWS-emulator på ${url}`,
    deploy: 'cdk bootstrap, cdk deploy',
    stop: 'Stoppar',
  },
  installing: 'installerar den, bara första gången',
  running: (apiUrl) => `Ikraft körs på ${apiUrl} (tokens i .local/stack.json)`,
  registered: (title) => `"${title}" är registrerad; filen är uppladdad och kontrollerad.`,
  registeredBefore: (title) => `"${title}" finns sedan en tidigare start.`,
  subscribed: (url) => `En prenumerant får veta varje händelse på ${url}.`,
  decided: (kind, clock, status) =>
    `Beslutat: ${kind === 'adopt' ? 'i kraft' : 'upphävd'} från och med ${clock}. Till dess är den ${status}.`,
  arrived: ({ from, to, seconds, lateBySeconds }) =>
    `${from} → ${to}: den signerade händelsen kom ${seconds.toFixed(2)} s efter tidpunkten (lateBySeconds ${lateBySeconds}).`,
  notArrived: (seconds) =>
    `Ingen händelse inom ${seconds} s från tidpunkten. Emulatorns logg kan säga varför.`,
  guideline: (title) => `"${title}", ett inriktningsdokument för 50 parter:`,
  guidelineBefore: (status, decided, rest) =>
    `  innan upphörandet registreras: ${status}; beslutat av ${decided.join(', ')}, ännu inte av ${rest}`,
  guidelineAfter: (status, since) => `  nu: ${status} sedan ${since}`,
  guidelineEvent: (kind) =>
    `  prenumeranterna fick veta att det gäller bakåt i tiden, med beslutet bakom (${kind})`,
  alsoRegistered: (title, status, isNew) =>
    `"${title}": ${status}${isNew ? '' : ' (sedan en tidigare start)'}`,
  rejected: (reason) => `Inte godtagen: ${reason}`,
  skipped: (names) =>
    `Överhoppade, ingen pdf-, docx-, odt-, txt- eller md-fil med innehåll: ${names.join(', ')}`,
  next: {
    title: 'Prova sedan, i en annan terminal i den här mappen:',
    prepare: 'en gång',
    list: 'varje dokument med sin status nu',
    timeline: 'policyns ändringar, tidigare och planerade',
    caseNumber: 'beslut efter diarienummer',
    register: 'ett eget dokument: händelsen syns här',
    manual: 'allt annat som API:et gör',
    follow: 'Händelser visas efterhand. Ctrl-C stoppar allt.',
  },
};

export const messages: Readonly<Record<Language, Messages>> = { en, sv };
