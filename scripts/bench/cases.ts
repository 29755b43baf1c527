/** What is measured: commands in a project folder, each one timed as a whole process. */
export interface BenchCase {
  readonly name: string;
  readonly compose: string;
  /** Not timed: the state that the timed command starts from. */
  readonly before: readonly (readonly string[])[];
  readonly timed: readonly string[];
  /** Not timed: nothing of it may be left. */
  readonly after: readonly (readonly string[])[];
}

const down = [['down', '-t', '0']];

/** @param image a busybox that is on the engine */
export function benchCases(image: string): readonly BenchCase[] {
  const independent = (count: number): string => services(count, () => service(image));
  return [
    ...[500, 5_000].map((count) => ({
      name: `config -q, ${count} services`,
      compose: large(count),
      before: [],
      timed: ['config', '-q'],
      after: [],
    })),
    ...[1, 10, 50].map((count) => ({
      name: `up, ${count} services`,
      compose: independent(count),
      before: [],
      timed: ['up', '-d'],
      after: down,
    })),
    {
      name: 'up with nothing to do, 10 services',
      compose: independent(10),
      before: [['up', '-d']],
      timed: ['up', '-d'],
      after: down,
    },
    {
      name: 'up, chain of 5 health checks',
      compose: chain(image, 5),
      before: [],
      timed: ['up', '-d'],
      after: down,
    },
    {
      name: 'up with nothing to do, chain of 5 health checks',
      compose: chain(image, 5),
      before: [['up', '-d']],
      timed: ['up', '-d'],
      after: down,
    },
    {
      name: 'down, 10 services',
      compose: independent(10),
      before: [['up', '-d']],
      timed: ['down', '-t', '0'],
      after: [],
    },
  ];
}

const service = (image: string): string =>
  `    image: ${image}\n    command: ["sleep", "100000"]\n    stop_signal: SIGKILL\n`;

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
