/** The projects file as the bundler compiled it (infra/package/bundle.ts). */
declare module 'pushlight:projects' {
  import type { CompiledProjects } from '../core/configuration.ts';
  const compiled: CompiledProjects;
  export default compiled;
}
