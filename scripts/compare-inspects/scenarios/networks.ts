import { attributes, compose, type Scenario } from '../scenario.js';

const subnet = (third: number): object => ({ ipam: { config: [{ subnet: `172.29.${third}.0/24` }] } });

/** Networks, and how containers are on them. */
export const networkScenarios: readonly Scenario[] = [
  attributes('ports', {
    published: { ports: ['127.0.0.1:28080:80'] },
    everywhere: { ports: ['28081:80'] },
    ephemeral: { ports: ['80', '127.0.0.1::81'] },
    ranges: { ports: ['28090-28092:90-92', '127.0.0.1:28100-28101:100-101/udp'] },
    'range-to-one': { ports: ['28200-28205:80'] },
    protocols: { ports: ['28110:53/udp', '28110:53/tcp'] },
    long: {
      ports: [
        {
          target: 80,
          published: '28120',
          protocol: 'tcp',
          mode: 'host',
          host_ip: '127.0.0.1',
          name: 'web',
          app_protocol: 'http',
        },
        { target: 81 },
        { target: 82, published: 28121 },
      ],
    },
    ipv6: { ports: ['[::1]:28130:80'] },
    twice: { ports: ['28140:80', '28141:80'] },
    expose: { expose: ['3000', 3001, '4000/udp', '5000-5002', '6000-6001/udp'] },
    both: { expose: ['80'], ports: ['28150:80'] },
  }),
  attributes('ports-sctp', { web: { ports: ['28160:80/sctp'] } }),
  attributes('dns', {
    one: { dns: '9.9.9.9', dns_search: 'example.org' },
    many: {
      dns: ['9.9.9.9', '8.8.8.8'],
      dns_search: ['a.example', 'b.example'],
      dns_opt: ['use-vc', 'ndots:2'],
    },
    hosts: { extra_hosts: ['one=10.1.2.3', 'two:10.1.2.4', 'gate=host-gateway'] },
    'hosts-map': { extra_hosts: { one: '10.1.2.3', six: '::1', many: ['10.1.2.5', '10.1.2.6'] } },
  }),
  attributes(
    'network-shapes',
    {
      a: { networks: ['plain', 'named', 'internal', 'labelled', 'options', 'attachable', 'off'] },
    },
    {
      networks: {
        plain: {},
        unused: {},
        named: { name: 'compare-inspects-own-name' },
        internal: { internal: true },
        attachable: { attachable: true },
        labelled: { labels: { a: 'b', c: 1 } },
        options: { driver: 'bridge', driver_opts: { 'com.docker.network.bridge.enable_icc': 'false' } },
        off: { enable_ipv6: false },
      },
    },
  ),
  attributes(
    'ipam',
    { a: { networks: ['one', 'full', 'driver', 'six'] } },
    {
      networks: {
        one: { ipam: { config: [{ subnet: '172.29.1.0/24' }] } },
        full: {
          ipam: {
            driver: 'default',
            config: [
              {
                subnet: '172.29.2.0/24',
                gateway: '172.29.2.254',
                ip_range: '172.29.2.64/26',
                aux_addresses: { router: '172.29.2.5' },
              },
            ],
            options: { a: 'b' },
          },
        },
        driver: { ipam: { driver: 'default' } },
        six: {
          enable_ipv6: true,
          ipam: { config: [{ subnet: 'fd00:29::/64' }, { subnet: '172.29.3.0/24' }] },
        },
      },
    },
    { explained: { 'IPAM.Options': 'docker compose loses the options' } },
  ),
  attributes('ipv6', { a: { networks: ['six'] } }, { networks: { six: { enable_ipv6: true } } }),
  attributes(
    'ipv4-off',
    { a: { networks: ['six'] } },
    { networks: { six: { enable_ipv4: false, enable_ipv6: true } } },
  ),
  attributes('ipv4-on', { a: { networks: ['four'] } }, { networks: { four: { enable_ipv4: true } } }),
  attributes('driver-none', { a: { networks: ['one'] } }, { networks: { one: { driver: 'host' } } }),
  attributes(
    'default-network',
    { a: {} },
    { networks: { default: { name: 'compare-inspects-default', labels: { a: 'b' } } } },
  ),
  {
    ...attributes(
      'external-network',
      { a: { networks: ['ext', 'default'] } },
      {
        networks: { ext: { external: true, name: 'compare-inspects-ext' } },
      },
    ),
    before: [['network', 'create', 'compare-inspects-ext']],
    after: [['network', 'rm', 'compare-inspects-ext']],
  },
  attributes('external-missing', { a: { networks: ['ext'] } }, { networks: { ext: { external: true } } }),
  attributes(
    'attachments',
    {
      aliases: { networks: { one: { aliases: ['alpha', 'beta'] }, two: {} } },
      addresses: {
        networks: { one: { ipv4_address: '172.29.11.10' }, two: { ipv4_address: '172.29.12.10' } },
      },
      priority: { networks: { one: { priority: 1 }, two: { priority: 100 }, three: {} } },
      mac: { networks: { one: { mac_address: '02:42:ac:1d:0b:33' }, two: {} } },
      'link-local': { networks: { one: { link_local_ips: ['169.254.8.8'] } } },
      nothing: { networks: { three: null } },
      list: { networks: ['three', 'one', 'two'] },
      named: { container_name: 'compare-inspects-named', networks: { one: { aliases: ['named'] } } },
    },
    { networks: { one: subnet(11), two: subnet(12), three: subnet(13) } },
  ),
  attributes(
    'gw-priority',
    {
      gateway: { networks: { one: { gw_priority: 1 }, two: { gw_priority: 100 } } },
    },
    { networks: { one: subnet(11), two: subnet(12) } },
  ),
  attributes(
    'mac-second',
    {
      'mac-second': { networks: { one: {}, two: { mac_address: '02:42:ac:1d:0c:33' } } },
    },
    { networks: { one: subnet(11), two: subnet(12) } },
  ),
  attributes(
    'endpoint-sysctls',
    {
      options: {
        networks: {
          one: {
            driver_opts: { 'com.docker.network.endpoint.sysctls': 'net.ipv4.conf.IFNAME.log_martians=1' },
          },
        },
      },
    },
    { networks: { one: subnet(11), two: subnet(12) } },
  ),
  attributes(
    'interface-name',
    {
      interface: { networks: { one: { interface_name: 'lan0' }, two: { interface_name: 'wan0' } } },
    },
    { networks: { one: subnet(11), two: subnet(12) } },
  ),
  attributes(
    'ipv6-address',
    { a: { networks: { six: { ipv6_address: 'fd00:30::10' } } } },
    { networks: { six: { enable_ipv6: true, ipam: { config: [{ subnet: 'fd00:30::/64' }] } } } },
  ),
  attributes(
    'mac-address',
    {
      service: { mac_address: '02:42:ac:1d:0d:01' },
      several: { mac_address: '02:42:ac:1d:0d:02', networks: ['default', 'other'] },
    },
    { networks: { other: {} } },
  ),
  attributes('mac-mode', { none: { network_mode: 'bridge', mac_address: '02:42:ac:1d:0d:03' } }),
  {
    ...attributes('external-links', {
      a: { external_links: ['compare-inspects-outside', 'compare-inspects-outside:out'] },
    }),
    before: [['run', '-d', '--name', 'compare-inspects-outside', 'compare-inspects', 'sleep', '100000']],
    after: [['rm', '-f', 'compare-inspects-outside']],
  },
  attributes(
    'links',
    {
      db: {},
      cache: { container_name: 'compare-inspects-cache' },
      web: { links: ['db', 'db:database', 'cache:kv'] },
      many: { links: ['db'], networks: ['default', 'other'] },
    },
    { networks: { other: {} } },
  ),
  {
    name: 'links-scaled',
    steps: [{ compose: compose({ db: { scale: 2 }, web: { links: ['db:database'] } }) }],
  },
  attributes('network-mode-ports', { host: { network_mode: 'host', expose: ['80'] } }),
];
