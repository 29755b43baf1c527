/**
 * The ownership contract on the engine: labels that docker compose 2.x writes and reads. A resource belongs to
 * a project exactly when it carries `PROJECT`; that is what lets either tool take over from the other.
 */
export const label = {
  project: 'com.docker.compose.project',
  service: 'com.docker.compose.service',
  containerNumber: 'com.docker.compose.container-number',
  oneoff: 'com.docker.compose.oneoff',
  slug: 'com.docker.compose.slug',
  configHash: 'com.docker.compose.config-hash',
  image: 'com.docker.compose.image',
  dependsOn: 'com.docker.compose.depends_on',
  workingDir: 'com.docker.compose.project.working_dir',
  configFiles: 'com.docker.compose.project.config_files',
  environmentFile: 'com.docker.compose.project.environment_file',
  network: 'com.docker.compose.network',
  volume: 'com.docker.compose.volume',
  version: 'com.docker.compose.version',
  replace: 'com.docker.compose.replace',
  /** Ours: the attributes a container was made of, so that a later plan can name what changed. */
  applied: 'dev.stack.applied',
  /** Ours: the containers whose namespaces or volumes this one uses, as `service#number=id` separated by commas. */
  references: 'dev.stack.references',
  /** Ours, of a volume: the id of a container that was changed since it was made. */
  updated: 'dev.stack.updated',
  /** Ours, of the volume that is a lock: what is locked, whose token may give it back, who that is. */
  lock: 'dev.stack.lock',
  lockOwner: 'dev.stack.lock.owner',
  lockHolder: 'dev.stack.lock.holder',
  /** Ours, of all that a copy has: its project, and whom it belongs to; see `SessionOwner`. */
  session: 'dev.stack.session',
  sessionHost: 'dev.stack.session.host',
  sessionProcess: 'dev.stack.session.process',
  sessionStarted: 'dev.stack.session.started',
  sessionExpires: 'dev.stack.session.expires',
} as const;

/** Whether labels are those of a container that `run` made: it is no replica of its service. */
export const isOneoff = (labels: Readonly<Record<string, string>>): boolean =>
  labels[label.oneoff]?.toLowerCase() === 'true';
