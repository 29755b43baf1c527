import { describe, expect, test } from 'vitest';
import {
  choosePool,
  gatewayOf,
  overlap,
  parseRoutes,
  parseSubnet,
} from '../../../scripts/engine/address-pool.js';

const header = 'Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT';
const route = (destination: string, mask: string) => `eth0 ${destination} 00000000 0001 0 0 0 ${mask} 0 0 0`;

describe('choosePool', () => {
  test('takes the first pool when there is only a default route', () => {
    expect(choosePool(parseRoutes(`${header}\n${route('00000000', '00000000')}`))).toBe('10.230.0.0/16');
  });

  test('leaves out a pool in which a smaller network lies', () => {
    expect(choosePool([parseSubnet('10.230.7.0/24'), parseSubnet('10.231.0.1/32')])).toBe('10.232.0.0/16');
  });

  test('leaves 10.0.0.0/8 alone where a VPN has all of it', () => {
    expect(choosePool([parseSubnet('10.0.0.0/8')])).toBe('172.20.0.0/16');
  });

  test('gives up when every pool has a route', () => {
    expect(choosePool([parseSubnet('10.0.0.0/8'), parseSubnet('172.16.0.0/12')])).toBeUndefined();
  });
});

test('parseRoutes reads the byte order of /proc/net/route', () => {
  expect(parseRoutes(`${header}\n${route('005612AC', '00FFFFFF')}\n`)).toEqual([
    parseSubnet('172.18.86.0/24'),
  ]);
});

test('overlap is seen from either side', () => {
  const [inner, outer, other] = ['10.1.2.0/24', '10.1.0.0/16', '10.2.0.0/16'].map(parseSubnet);
  if (inner === undefined || outer === undefined || other === undefined) throw new Error('unreachable');
  expect([overlap(inner, outer), overlap(outer, inner), overlap(inner, other)]).toEqual([true, true, false]);
});

test('gatewayOf gives the first address of the pool', () => {
  expect(gatewayOf('10.230.0.0/16')).toBe('10.230.0.1');
});
