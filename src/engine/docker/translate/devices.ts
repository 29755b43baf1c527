import type { DeviceRequest } from 'dockerode';
import type { DeviceMapping } from '../../../model/project.js';

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

/** Devices that a vendor's driver sets up: Container Device Interface. */
export function deviceRequests(devices: readonly DeviceMapping[]): DeviceRequest[] | undefined {
  const names = devices.map(({ source }) => source).filter(isCdiName);
  return names.length === 0 ? undefined : [{ Driver: 'cdi', DeviceIDs: names }];
}

/** `vendor.com/class=name`, never an absolute path. */
function isCdiName(source: string): boolean {
  return /^[a-z0-9][\w.-]*\/[\w.-]+=[\w.:-]+$/i.test(source);
}
