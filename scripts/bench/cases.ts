/** What is measured: commands in a project folder, each one timed as a whole process. */
export interface BenchCase {
  readonly name: string;
  readonly compose: string;
  /** Not timed: the state that the timed command starts from. */
  readonly before: readonly (readonly string[])[];
  /** What the file is changed to between `before` and the timed command. */
  readonly changed?: string;
  readonly timed: readonly string[];
  /** Not timed: nothing of it may be left. */
  readonly after: readonly (readonly string[])[];
  /** Arguments of scripts/bench/floor.ts for the calls that the timed command cannot do without. */
  readonly floor?: readonly string[];
  /** Largest ratios that are good enough. */
  readonly targets?: { readonly compose: number; readonly floor?: number };
}

const up = [['up', '-d']];
const down = [['down', '-t', '0']];

/** @param image a busybox that is on the engine */
export function benchCases(image: string): readonly BenchCase[] {
  const independent = (count: number): string => services(count, () => service(image));
  const upOf = (count: number, targets: BenchCase['targets']): BenchCase => ({
    name: `up, ${count} ${count === 1 ? 'service' : 'services'}`,
    compose: independent(count),
    before: [],
    timed: ['up', '-d'],
    after: down,
    floor: ['up', String(count)],
    ...(targets === undefined ? {} : { targets }),
  });
  const nothingToDo = (count: number, targets: BenchCase['targets']): BenchCase => ({
    name: `up with nothing to do, ${count} services`,
    compose: independent(count),
    before: up,
    timed: ['up', '-d'],
    after: down,
    ...(targets === undefined ? {} : { targets }),
  });
  const downOf = (count: number): BenchCase => ({
    name: `down, ${count} services`,
    compose: independent(count),
    before: up,
    timed: ['down', '-t', '0'],
    after: [],
    floor: ['down', String(count)],
    targets: { compose: 0.9 },
  });
  return [
    upOf(1, undefined),
    upOf(10, { compose: 0.9, floor: 1.15 }),
    upOf(50, { compose: 0.9, floor: 1.15 }),
    nothingToDo(10, undefined),
    nothingToDo(50, { compose: 0.9 }),
    {
      name: 'up after one change, 50 services',
      compose: independent(50),
      before: up,
      changed: `${independent(50)}    environment: {CHANGED: "1"}\n`,
      timed: ['up', '-d'],
      after: down,
      targets: { compose: 0.6 },
    },
    {
      name: 'up, chain of 10 health checks',
      compose: chain(image, 10),
      before: [],
      timed: ['up', '-d'],
      after: down,
      targets: { compose: 0.5 },
    },
    {
      name: 'up with nothing to do, chain of 10 health checks',
      compose: chain(image, 10),
      before: up,
      timed: ['up', '-d'],
      after: down,
      targets: { compose: 0.1 },
    },
    downOf(10),
    downOf(50),
    {
      name: 'ps, 10 services',
      compose: independent(10),
      before: up,
      timed: ['ps'],
      after: down,
      targets: { compose: 1 },
    },
    {
      name: 'logs, 100,000 lines of 20 services',
      compose: services(20, (index) => talker(image, index, 5_000)),
      // Attached, it ends when all of them have said what they have to say.
      before: [['up']],
      timed: ['logs'],
      after: down,
    },
    ...[500, 5_000].map((count) => ({
      name: `config -q, ${count} services`,
      compose: large(count),
      before: [],
      timed: ['config', '-q'],
      after: [],
    })),
  ];
}

const service = (image: string): string =>
  `    image: ${image}\n    command: ["sleep", "100000"]\n    stop_signal: SIGKILL\n`;

const talker = (image: string, index: number, lines: number): string =>
  `    image: ${image}\n    command: ["sh", "-c", "i=0; while [ $$i -lt ${lines} ]; do i=$$((i+1)); echo line $$i of service ${index} with some text; done"]\n`;

const services = (count: number, body: (index: number) => string): string =>
  `services:\n${Array.from({ length: count }, (_, index) => `  s${index}:\n${body(index)}`).join('')}`;

const chain = (image: string, count: number): string =>
  services(
    count,
    (index) =>
      `${service(image)}    healthcheck: {test: ["CMD", "true"], interval: 5s, start_period: 10s, start_interval: 100ms}\n${
        index === 0 ? '' : `    depends_on: {s${index - 1}: {condition: service_healthy}}\n`
      }`,
  );

/** Anchors, variables, ports, volumes, networks and dependencies, as generated files have them. */
const large = (count: number): string =>
  `x-common: &common
  restart: unless-stopped
  environment: {A: "\${A:-x}", B: two}
  healthcheck: {test: ["CMD", "true"], interval: 5s}
${services(
  count,
  (index) => `    <<: *common
    image: busybox:\${TAG:-latest}
    command: ["sleep", "${index}"]
    ports: ["${20_000 + index}:80", "127.0.0.1:${30_000 + index}:443/tcp"]
    volumes: ["d${index % 20}:/data:ro", "./src:/src"]
    networks: [n${index % 10}]
${index === 0 ? '' : `    depends_on: [s${Math.floor(index / 2)}]\n`}`,
)}volumes:
${keys('d', 20)}networks:
${keys('n', 10)}`;

const keys = (prefix: string, count: number): string =>
  Array.from({ length: count }, (_, index) => `  ${prefix}${index}: {}\n`).join('');
