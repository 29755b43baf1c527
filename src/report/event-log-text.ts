import type { EngineLogEntry } from '../engine/engine.js';
import { label } from '../model/labels.js';

/** `2026-01-31 12:00:00.123456 container start ID (image=…, name=…)`, in the time of this machine. */
export function eventLine(entry: EngineLogEntry): string {
  const attributes = shownAttributes(entry).map(([key, value]) => `${key}=${value}`);
  return `${localTime(entry.timeNano)} container ${entry.action} ${entry.id} (${attributes.join(', ')})\n`;
}

/** One object per line, as `docker compose events --json` has it. */
export const eventJson = (entry: EngineLogEntry): string =>
  `${JSON.stringify({
    action: entry.action,
    attributes: Object.fromEntries(shownAttributes(entry)),
    id: entry.id,
    service: entry.attributes[label.service] ?? '',
    time: utcTime(entry.timeNano),
    type: 'container',
  })}\n`;

/** Labels that are there for us say nothing to others. */
const shownAttributes = ({ attributes }: EngineLogEntry): readonly (readonly [string, string])[] =>
  Object.entries(attributes)
    .filter(([key]) => !/^(com\.docker\.compose|dev\.stack)\./.test(key))
    .sort(([left], [right]) => (left < right ? -1 : 1));

const milliseconds = (timeNano: string): number => Number(BigInt(timeNano) / 1_000_000n);
const fraction = (timeNano: string): string => timeNano.padStart(10, '0').slice(-9);

const utcTime = (timeNano: string): string => {
  const seconds = new Date(milliseconds(timeNano)).toISOString().slice(0, 19);
  const digits = fraction(timeNano).replace(/0+$/, '');
  return `${seconds}${digits === '' ? '' : `.${digits}`}Z`;
};

function localTime(timeNano: string): string {
  const time = new Date(milliseconds(timeNano));
  const two = (number: number): string => String(number).padStart(2, '0');
  const date = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':');
  return `${date} ${clock}.${fraction(timeNano).slice(0, 6)}`;
}
