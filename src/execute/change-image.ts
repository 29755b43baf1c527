import type { BuildInput } from '../engine/engine.js';
import type { Operation, PlanNode } from '../plan/plan.js';
import { buildWarning } from './build-warning.js';
import { contentOf } from './content-of.js';
import type { OperationContext } from './operation-context.js';

type ImageOperation = Operation & { readonly kind: 'pull-image' | 'push-image' | 'build-image' };
type Context = Pick<
  OperationContext,
  'engine' | 'imageIds' | 'contents' | 'builds' | 'progress' | 'tell' | 'locate'
>;

/** What takes long and says how far it has come. */
export async function changeImage(
  node: PlanNode,
  operation: ImageOperation,
  context: Context,
  signal: AbortSignal,
): Promise<void> {
  const { engine, progress } = context;
  switch (operation.kind) {
    case 'pull-image': {
      const platform = operation.platform === undefined ? {} : { platform: operation.platform };
      for await (const step of engine.images.pull(operation.image, { signal, ...platform }))
        progress(node, { kind: 'pull', progress: step });
      await lookUp([operation.image], context, signal);
      return;
    }
    case 'push-image':
      for await (const step of engine.images.push(operation.image, { signal }))
        progress(node, { kind: 'push', progress: step });
      return;
    case 'build-image':
      await build(node, operation, context, signal);
      return;
    default:
      operation satisfies never;
  }
}

async function lookUp(
  references: readonly string[],
  { engine, imageIds }: Context,
  signal: AbortSignal,
): Promise<void> {
  const found = await engine.images.find(references, { signal });
  for (const [reference, { id }] of Object.entries(found)) imageIds.set(reference, id);
}

async function build(
  node: PlanNode,
  { image, service, alsoNamed, labels, build: definition }: ImageOperation & { kind: 'build-image' },
  context: Context,
  signal: AbortSignal,
): Promise<void> {
  const { engine, contents, builds, imageIds, progress, tell, locate } = context;
  const images = [image, ...alsoNamed];
  const secrets = Object.fromEntries(
    (definition.secrets ?? []).map(({ source, target = source }) => [
      target,
      contentOf({ kind: 'secrets', source }, contents),
    ]),
  );
  const spec = { definition, names: [...images, ...(definition.tags ?? [])], labels, secrets };
  const current = await builds.currentImage(spec, signal);
  if (current !== undefined) {
    for (const name of images) imageIds.set(name, current);
    progress(node, { kind: 'build-skipped' });
    return;
  }
  const inputs: BuildInput[] = [];
  for await (const news of engine.images.build(spec, { signal })) {
    if (news.kind === 'input') {
      inputs.push(news.input);
      continue;
    }
    progress(node, { kind: 'build', progress: news });
    if (news.kind === 'warning') tell(buildWarning(service, news.warning, locate));
  }
  await builds.remember(spec, inputs, signal);
  await lookUp(images, context, signal);
}
