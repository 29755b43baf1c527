import type { Engine } from '../engine.js';
import { containerCalls } from './calls/container-calls.js';
import { imageCalls } from './calls/image-calls.js';
import { networkCalls } from './calls/network-calls.js';
import { volumeCalls } from './calls/volume-calls.js';
import { requestJson } from './connection/dial.js';
import type { EngineConnection } from './connection/engine-connection.js';
import { readEventLog, subscribe } from './connection/event-stream.js';
import type { Surroundings } from './discovery/strategy.js';
import { textAt } from './json-value.js';
import { lockCalls } from './locks/lock-calls.js';
import { fromInfo } from './translate/from-info.js';

/** The port, on a connection; `surroundings` is where credentials for registries and proxies are looked up. */
export function dockerEngine(connection: EngineConnection, surroundings: Surroundings): Engine {
  return {
    containers: containerCalls(connection, surroundings),
    networks: networkCalls(connection),
    volumes: volumeCalls(connection),
    images: imageCalls(connection, surroundings),
    locks: lockCalls(connection),
    version: (options) =>
      connection.call(options?.signal, async (docker, abort) => {
        const version = await requestJson(docker, { method: 'GET', path: '/version' }, abort);
        return {
          engine: textAt(version, 'Version') ?? '',
          api: connection.api,
          os: textAt(version, 'Os') ?? '',
          arch: textAt(version, 'Arch') ?? '',
          host: connection.host,
        };
      }),
    info: (options) =>
      connection.call(options?.signal, async (docker, abort) =>
        fromInfo(await requestJson(docker, { method: 'GET', path: '/info' }, abort)),
      ),
    events: (filter, options = {}) => subscribe(connection, filter, options),
    eventLog: (filter, options = {}) => readEventLog(connection, filter, options),
    close: () => connection.close(),
  };
}
