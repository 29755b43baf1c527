import { expect, it } from 'vitest';
import { type PullTally, pullProgress, tallyAfter } from '../../../../src/engine/docker/images/pull-tally.js';

it('progress of a pull is the sum over its layers', () => {
  const messages = [
    { status: 'Pulling from library/busybox', id: 'latest' },
    { status: 'Pulling fs layer', id: 'a' },
    { status: 'Already exists', id: 'b' },
    { status: 'Downloading', id: 'a', progressDetail: { current: 10, total: 100 } },
    { status: 'Download complete', id: 'a' },
    { status: 'Extracting', id: 'a', progressDetail: { current: 50, total: 100 } },
    { status: 'Pull complete', id: 'a' },
    { status: 'Status: Downloaded newer image' },
  ];
  let tally: PullTally = new Map();
  const seen = messages.map((message) => {
    tally = tallyAfter(tally, message);
    return pullProgress(tally);
  });
  expect(seen[0]).toEqual({ receivedBytes: 0, layersDone: 0, layers: 0 });
  expect(seen[3]).toEqual({ receivedBytes: 10, totalBytes: 100, layersDone: 1, layers: 2 });
  expect(seen[5]).toEqual({ receivedBytes: 100, totalBytes: 100, layersDone: 1, layers: 2 });
  expect(seen[7]).toEqual({ receivedBytes: 100, totalBytes: 100, layersDone: 2, layers: 2 });
});
