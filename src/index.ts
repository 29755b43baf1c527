/**
 * The library: projects from code. It prints nothing, installs no handlers, and keeps no process alive. What the command
 * line is made of is exported by `stack/core`.
 */
export type { ComposeDocument, ComposeService, Expression } from './config/generated/compose-document.js';
export type { DiagnosticCode } from './diagnostics/codes.js';
export type { Diagnostic, Severity } from './diagnostics/diagnostic.js';
export type { EngineEvent } from './engine/engine.js';
export { EngineError } from './engine/engine-error.js';
export type { StackEvent } from './events/event.js';
export type { PortChoice, PublishedAddress } from './library/addresses.js';
export {
  type DownChoice,
  Environment,
  type LogChoice,
  type LogEntry,
  type ProgramChoice,
  ServiceHandle,
} from './library/environment.js';
export type { ProgramResult } from './library/program-result.js';
export type { ProjectOptions, UpChoices } from './library/project-options.js';
export { connect, down, load, plan, up } from './library/projects.js';
export { StackError } from './library/stack-error.js';
export type { Project, Service } from './model/project.js';
export type { Cause, Decision, Plan, PlanNode } from './plan/plan.js';
export { version } from './platform/version.js';
