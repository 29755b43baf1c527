import { type Explanation, explainParts } from '../config/explain/explain-parts.js';
import { findPart } from '../config/explain/find-part.js';
import { pathText } from '../config/path.js';
import { canonicalProject } from '../config/render-canonical.js';
import { openProject } from './open-project.js';
import { type Outcome, settle, tell } from './outcome.js';
import type { ProjectRequest, Runtime } from './runtime.js';

export type { Explanation } from '../config/explain/explain-parts.js';

export interface ExplainValueRequest {
  readonly project: ProjectRequest;
  /** Such as `services.web.ports[0]`; empty for all of the model. */
  readonly path: string;
}

/** Where each part of a value of the canonical model comes from. */
export function explainValue(
  runtime: Runtime,
  { project: request, path: text }: ExplainValueRequest,
): Promise<Outcome<readonly Explanation[]>> {
  return settle(runtime, async () => {
    const opened = await openProject(runtime, request);
    if (opened === undefined) return { kind: 'invalid' };
    const part = findPart(canonicalProject(opened.project, 'yaml'), text);
    if (part.kind === 'found')
      return { kind: 'succeeded', value: explainParts(part.path, part.value, opened.originOf) };

    const within = part.within.length === 0 ? 'the model' : pathText(part.within);
    const help =
      part.meant !== undefined
        ? `did you mean \`${pathText([...part.within, part.meant])}\`?`
        : part.keys.length > 0
          ? `${within} has ${part.keys.join(', ')}`
          : `${within} holds a single value`;
    const message = `${within} has nothing at \`${part.rest}\``;
    tell(runtime, [{ code: 'no-such-part', severity: 'error', message, help }]);
    return { kind: 'invalid' };
  });
}
