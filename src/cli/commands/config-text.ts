import type { Config } from '../../app/config.js';
import { usedResources } from '../../config/complete/used-resources.js';
import type { FileVariable, WrittenFiles } from '../../config/load-written.js';
import { renderCanonical, renderWritten } from '../../config/render-canonical.js';
import { writeYaml } from '../../config/yaml/write-yaml.js';
import { printedServiceHash } from '../../model/compose-hash.js';
import { goJson } from '../../model/go-json.js';
import { projectName } from '../../model/names.js';
import type { Project, Service } from '../../model/project.js';
import { imageOf } from '../../plan/service-images.js';
import { lines } from '../../report/lines.js';
import { renderTable } from '../../report/table.js';
import type { ConfigFlags, Printed } from './config-flags.js';

type OfWritten = 'written' | 'variables';

export function configText(
  { project, variables }: Config,
  form: Exclude<Printed, OfWritten>,
  { format, hash, lockImageDigests }: ConfigFlags,
): string {
  const services = Object.values(project.services);
  switch (form) {
    case 'services':
      return sortedLines(Object.keys(project.services));
    case 'networks':
    case 'volumes':
      return sortedLines(Object.keys(usedResources(project, services)[form]));
    case 'models':
      return sortedLines(Object.values(usedResources(project, services).models).map(({ model }) => model));
    case 'hash': {
      const asked = hash === '*' ? undefined : hash?.split(',');
      return sortedLines(
        services
          .filter(({ name }) => asked === undefined || asked.includes(name))
          .map((service) => `${service.name} ${printedServiceHash(service)}`),
      );
    }
    case 'profiles': {
      const all = [...services, ...Object.values(project.disabledServices)];
      return sortedLines(new Set(all.flatMap(({ profiles }) => profiles ?? [])));
    }
    case 'images':
      return sortedLines(services.map((service) => imageOf(project, service)));
    case 'environment':
      return sortedLines(Object.entries(variables).map(([name, value]) => `${name}=${value}`));
    case 'model':
      return renderCanonical(lockImageDigests === true ? imagesOnly(project) : project, {
        format: format ?? 'yaml',
      });
    default:
      return form satisfies never;
  }
}

/** To be laid over the files that the images are from. It has no name, which is theirs to say. */
function imagesOnly(project: Project): Project {
  const services = Object.values(project.services).map(({ name, image }): [string, Service] => [
    name,
    { name, command: null, entrypoint: null, ...(image !== undefined && { image }) },
  ]);
  return { ...project, name: projectName(''), services: Object.fromEntries(services), extensions: {} };
}

export function writtenText(
  { document, variables }: WrittenFiles,
  form: OfWritten,
  { format }: ConfigFlags,
): string {
  switch (form) {
    case 'written':
      return renderWritten(document, { format: format ?? 'yaml' });
    case 'variables':
      return variablesText(variables, format);
    default:
      return form satisfies never;
  }
}

function variablesText(variables: readonly FileVariable[], format: ConfigFlags['format']): string {
  switch (format) {
    case undefined:
      return renderTable(
        ['NAME', 'REQUIRED', 'DEFAULT VALUE', 'ALTERNATE VALUE'],
        variables.map((variable) => [
          variable.name,
          String(variable.required),
          variable.defaultValue,
          variable.alternateValue,
        ]),
        { minimumWidth: 20, emptyEnd: 'filled' },
      );
    case 'json':
      return `${goJson(keyed(variables, jsonVariable), { indent: '    ' })}\n\n`;
    case 'yaml':
      return writeYaml(keyed(variables, yamlVariable), { indent: '    ' });
    default:
      return format satisfies never;
  }
}

/** The keys are docker compose's, which are not the same in both formats. */
const jsonVariable = ({ name, required, defaultValue, alternateValue }: FileVariable) => ({
  Name: name,
  DefaultValue: defaultValue,
  PresenceValue: alternateValue,
  Required: required,
});

const yamlVariable = ({ name, required, defaultValue, alternateValue }: FileVariable) => ({
  name,
  defaultvalue: defaultValue,
  presencevalue: alternateValue,
  required,
});

const keyed = (variables: readonly FileVariable[], form: (variable: FileVariable) => object) =>
  Object.fromEntries(variables.map((variable) => [variable.name, form(variable)]));

/** Sorted, so that two runs can be compared. */
const sortedLines = (items: Iterable<string>): string => lines([...items].sort());
