import type { ComposeService } from '../config/generated/compose-document.js';
import type { Project, Service } from '../model/project.js';
import { openProject } from './open-project.js';
import type { ProjectRequest, Runtime } from './runtime.js';
import { withDocuments } from './with-documents.js';

/**
 * Reads parts of a service that the command line gives in the words of the files: short forms of ports and mounts,
 * variables without a value. Undefined when what is wrong has been told.
 */
export async function readServiceParts(
  runtime: Runtime,
  request: ProjectRequest,
  { name, workingDir }: Project,
  parts: ComposeService,
): Promise<Partial<Service> | undefined> {
  if (Object.keys(parts).length === 0) return {};
  const path = `${workingDir}/command line`;
  const document = { services: { [service]: { image: 'scratch', ...literally(parts) } } };
  const files = withDocuments(runtime.files, { [path]: document });
  const opened = await openProject(
    { ...runtime, files },
    {
      ...request,
      files: [path],
      profiles: [],
      projectName: name,
      projectDirectory: workingDir,
      leaveOut: ['checks'],
    },
  );
  return opened?.project.services[service];
}

const service = 'run';

/** The shell has put in the variables: a `$` that is left is meant. */
const literally = (parts: ComposeService): ComposeService =>
  JSON.parse(JSON.stringify(parts).replaceAll('$', '$$$$'));
