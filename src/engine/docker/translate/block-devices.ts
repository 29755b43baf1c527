import type { HostConfig } from 'dockerode';
import type { BlkioConfig, BlkioRate } from '../../../model/project.js';

/** How much of the block devices a container may use. */
export function blockDevices(config: BlkioConfig = {}): Omit<HostConfig, 'Mounts'> {
  return {
    BlkioWeight: config.weight,
    BlkioWeightDevice: config.weight_device?.map(({ path, weight }) => ({ Path: path, Weight: weight })),
    BlkioDeviceReadBps: rates(config.device_read_bps),
    BlkioDeviceReadIOps: rates(config.device_read_iops),
    BlkioDeviceWriteBps: rates(config.device_write_bps),
    BlkioDeviceWriteIOps: rates(config.device_write_iops),
  };
}

function rates(limits: readonly BlkioRate[] | undefined) {
  return limits?.map(({ path, rate }) => ({ Path: path, Rate: Number(rate) }));
}
