import type { DeviceRequest } from 'dockerode';
import type { DeviceMapping, DeviceRequest as ReservedDevice, Service } from '../../../model/project.js';

/** Devices of the host, readable, writable and creatable unless said otherwise. */
export function deviceMappings(devices: readonly DeviceMapping[]) {
  const mappings = devices
    .filter((device) => !isCdiName(device.source))
    .map(({ source, target, permissions }) => ({
      PathOnHost: source,
      PathInContainer: target ?? source,
      CgroupPermissions: permissions ?? 'rwm',
    }));
  return mappings.length === 0 ? undefined : mappings;
}

/** Devices that a driver sets up: those reserved, those of the Container Device Interface, graphics processors. */
export function deviceRequests({ deploy, devices = [], gpus = [] }: Service): DeviceRequest[] | undefined {
  const reserved = deploy?.resources?.reservations?.devices ?? [];
  const names = devices.map(({ source }) => source).filter(isCdiName);
  const requests = [
    ...reserved.map((request) => deviceRequest(request, request.capabilities ?? [])),
    ...(names.length === 0 ? [] : [{ Driver: 'cdi', DeviceIDs: names }]),
    ...gpus.map((request) => deviceRequest(request, [...(request.capabilities ?? []), 'gpu'])),
  ];
  return requests.length === 0 ? undefined : requests;
}

function deviceRequest(
  { driver, count, device_ids, options }: ReservedDevice,
  capabilities: readonly string[],
): DeviceRequest {
  return {
    Driver: driver,
    Count: count,
    DeviceIDs: device_ids && [...device_ids],
    Capabilities: [[...capabilities]],
    Options: options && { ...options },
  };
}

/** `vendor.com/class=name`, never an absolute path. */
function isCdiName(source: string): boolean {
  return /^[a-z0-9][\w.-]*\/[\w.-]+=[\w.:-]+$/i.test(source);
}
