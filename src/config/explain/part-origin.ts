import type { SourceRange } from '../../diagnostics/source.js';
import type { Project } from '../../model/project.js';
import { impliedDependencies } from '../complete/implied-dependencies.js';
import { type UsedVariable, usedVariables } from '../interpolate/used-variables.js';
import type { Variables } from '../interpolate/variables.js';
import type { Node } from '../node.js';
import type { Path } from '../path.js';
import type { Origins } from '../read/origins.js';

/** Where a part of the model comes from. */
export type PartOrigin =
  | WrittenPart
  /** It follows from another attribute. */
  | { readonly kind: 'implied'; readonly by: Path; readonly at: SourceRange }
  /** It is written nowhere. */
  | { readonly kind: 'default' };

export interface WrittenPart {
  readonly kind: 'written';
  readonly at: SourceRange;
  /** `value`: what is below was read from this as a whole, as a port is from `8080:80`. */
  readonly form: 'value' | 'collection' | 'empty';
  /** Those that its expressions name. */
  readonly variables: readonly UsedVariable[];
  /** What it takes the place of, the latest first. */
  readonly replaced: readonly SourceRange[];
}

interface Loaded {
  readonly model: Project;
  readonly root: Node;
  readonly origins: Origins;
  readonly variables: Variables;
}

export function partOrigin(path: Path, { model, root, origins, variables }: Loaded): PartOrigin {
  const { node, place } = origins.trace(model, root, path);
  if (node === undefined) return unwrittenOrigin(path, model, (by) => origins.trace(model, root, by).place);
  return {
    kind: 'written',
    at: place,
    form: formOf(node),
    variables: [...usedVariables(node), ...inheritedVariable(path, node, variables)],
    replaced: replacedBy(node),
  };
}

function unwrittenOrigin(path: Path, model: Project, placeOf: (path: Path) => SourceRange): PartOrigin {
  const [section, name = '', attribute, below] = path;
  const service = section === 'services' ? model.services[name] : undefined;
  if (service === undefined) return { kind: 'default' };
  const by =
    attribute === 'depends_on'
      ? impliedDependencies(service).find((implied) => below === undefined || implied.service === below)?.by
      : attribute === 'deploy' && below === 'replicas' && service.scale !== undefined
        ? ['scale']
        : undefined;
  if (by === undefined) return { kind: 'default' };
  const whole = ['services', name, ...by];
  return { kind: 'implied', by: whole, at: placeOf(whole) };
}

function formOf(node: Node): WrittenPart['form'] {
  if (node.kind !== 'scalar') return 'collection';
  return node.value === null ? 'empty' : 'value';
}

/** A `KEY` without a value takes that of the variable of its name. */
function inheritedVariable(path: Path, node: Node, variables: Variables): UsedVariable[] {
  if (node.kind !== 'scalar' || node.value !== null) return [];
  const name = path.at(-1);
  const [, , attribute, below] = path;
  const inherits =
    (path.length === 4 && attribute === 'environment') ||
    (path.length === 5 && attribute === 'build' && below === 'args');
  return inherits && typeof name === 'string' ? [{ name, source: variables.setBy(name) }] : [];
}

function replacedBy(node: Node): SourceRange[] {
  const places: SourceRange[] = [];
  for (let before = node.replaced; before !== undefined; before = before.replaced) places.push(before.at);
  return places;
}
