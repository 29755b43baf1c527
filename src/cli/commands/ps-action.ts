import { ps } from '../../app/ps.js';
import { label } from '../../model/labels.js';
import type { ContainerState } from '../../model/observed.js';
import { formatList, listFormat } from '../../report/format/format-list.js';
import { lines } from '../../report/lines.js';
import { psView } from '../../report/ps-view.js';
import type { Action } from '../run-action.js';
import { answer } from './answer.js';

export interface PsFlags {
  readonly all?: boolean;
  readonly filter?: readonly ContainerState[];
  readonly format: string;
  readonly orphans: boolean;
  readonly quiet?: boolean;
  readonly services?: boolean;
  readonly status?: readonly ContainerState[];
  readonly trunc: boolean;
}

export const psAction = (services: readonly string[], flags: PsFlags): Action => ({
  run: (session) => {
    const { all = false, orphans, status = [], filter = [] } = flags;
    const states = [...status, ...filter];
    const { runtime, request: project } = session;
    const request = { project, services, all, orphans, ...(states.length === 0 ? {} : { states }) };
    return answer(session, ps(runtime, request), (containers) => {
      if (flags.quiet === true) return lines(containers.map(({ id }) => id));
      if (flags.services === true)
        return lines(new Set(containers.map(({ labels }) => labels[label.service] ?? '')));
      const options = { now: Date.now(), noTruncate: flags.trunc === false };
      return formatList(containers, listFormat(flags.format), psView(options));
    });
  },
});
