/**
 * What the command line is made of, without a terminal: for tools that want all of it. A `Runtime` says what it may use of
 * the world; every use case takes one, tells what happens through `emit`, and gives an `Outcome`.
 */
export { type AttachContainerRequest, attachContainer } from './app/attach-container.js';
export {
  type ContainersChange,
  changeContainers,
  type RunChangeRequest,
} from './app/change-containers.js';
export { config } from './app/config.js';
export type { Console, ConsoleListener } from './app/console.js';
export { type CopyRequest, copy } from './app/copy/copy.js';
export { commit, exportContainer } from './app/copy/snapshot.js';
export { down } from './app/down.js';
export { type EventLogRequest, eventLog } from './app/event-log.js';
export { type ExecRequest, exec } from './app/exec.js';
export { explainService, type ServiceExplanation } from './app/explain-service.js';
export { type Explanation, explainValue } from './app/explain-value.js';
export { changeImages, type ImagesChange, type RunImagesRequest } from './app/images.js';
export { listImages } from './app/list-images.js';
export { listProjects } from './app/list-projects.js';
export { listVolumes } from './app/list-volumes.js';
export { logs } from './app/logs.js';
export type { Outcome } from './app/outcome.js';
export { plan } from './app/plan.js';
export { port, publishedPorts } from './app/port.js';
export type { UpRequest } from './app/prepare-up.js';
export { ps } from './app/ps.js';
export { type RunEnd, type RunRequest, run } from './app/run.js';
export type { ProjectRequest, Runtime } from './app/runtime.js';
export { type StatsRequest, stats } from './app/stats.js';
export { top } from './app/top.js';
export { type RunUpRequest, up } from './app/up.js';
export { type RunWatchRequest, upAndWatch, watch } from './app/watch/watch.js';
export type { WatchControls } from './app/watch/watch-session.js';
export { withDocuments } from './app/with-documents.js';
export type { ComposeDocument, ComposeService, Expression } from './config/generated/compose-document.js';
export type { Diagnostic, Result } from './diagnostics/diagnostic.js';
export { renderDiagnostic } from './diagnostics/render-diagnostic.js';
export { connectDocker } from './engine/docker/connect.js';
export type { Engine } from './engine/engine.js';
export { EngineError } from './engine/engine-error.js';
export type { EmitEvent, StackEvent } from './events/event.js';
export { enginePlaces, type Places } from './execute/places.js';
export type { Project, Service } from './model/project.js';
export type { Plan, PlanNode } from './plan/plan.js';
export { nodeFileSystem } from './platform/file-system.js';
export { version } from './platform/version.js';
