import type { ServiceNode } from '../events/answer.js';
import { edgeWords } from './edge-words.js';

const box = { height: 36, letter: 8, padding: 24 };
const gap = { columns: 110, rows: 20 };
const margin = 20;

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Dependents on the left, and what they wait for on the right of them. */
export function serviceGraphSvg(nodes: readonly ServiceNode[]): string {
  const places = layOut(nodes);
  const all = [...places.values()];
  const width = Math.max(0, ...all.map((place) => place.x + place.width)) + margin;
  const height = Math.max(0, ...all.map((place) => place.y + box.height)) + margin;
  const edges = nodes.flatMap(({ name, dependencies }) =>
    dependencies.flatMap((edge) => {
      const [from, to] = [places.get(name), places.get(edge.dependency)];
      if (from === undefined || to === undefined) return [];
      const [x1, y1] = [from.x + from.width, from.y + box.height / 2];
      const [x2, y2] = [to.x, to.y + box.height / 2];
      const middle = (x1 + x2) / 2;
      const dashes = edge.required ? '' : ' stroke-dasharray="5 4"';
      return [
        `  <path d="M${x1},${y1} C${middle},${y1} ${middle},${y2} ${x2 - 6},${y2}" fill="none" stroke="#777" marker-end="url(#end)"${dashes}/>`,
        `  <text x="${middle}" y="${(y1 + y2) / 2 - 5}" font-size="11" fill="#777" text-anchor="middle">${edgeWords(edge)}</text>`,
      ];
    }),
  );
  const boxes = [...places].flatMap(([name, { x, y, width: wide }]) => [
    `  <rect x="${x}" y="${y}" width="${wide}" height="${box.height}" rx="6" fill="#eef3fb" stroke="#4a6fa5"/>`,
    `  <text x="${x + wide / 2}" y="${y + box.height / 2 + 5}" text-anchor="middle">${escaped(name)}</text>`,
  ]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="14">`,
    '  <defs><marker id="end" viewBox="0 0 8 8" refX="2" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#777"/></marker></defs>',
    ...edges,
    ...boxes,
    '</svg>',
    '',
  ].join('\n');
}

/** A service is further to the right than everything that waits for it. */
function layOut(nodes: readonly ServiceNode[]): ReadonlyMap<string, Place> {
  const columns = new Map(nodes.map(({ name }) => [name, 0]));
  // As often as the longest chain is long, at most: the files have no circles.
  for (let moved = true; moved; ) {
    moved = false;
    for (const { name, dependencies } of nodes) {
      for (const { dependency } of dependencies) {
        const column = (columns.get(name) ?? 0) + 1;
        if ((columns.get(dependency) ?? 0) >= column) continue;
        columns.set(dependency, column);
        moved = true;
      }
    }
  }
  const places = new Map<string, Place>();
  let x = margin;
  for (let column = 0; column <= Math.max(0, ...columns.values()); column += 1) {
    const names = [...columns].filter(([, own]) => own === column).map(([name]) => name);
    const width = Math.max(0, ...names.map((name) => name.length * box.letter + box.padding));
    for (const [row, name] of names.entries())
      places.set(name, { x, y: margin + row * (box.height + gap.rows), width });
    x += width + gap.columns;
  }
  return places;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
