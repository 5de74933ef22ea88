import type { CompiledProjects } from '../functions/core/configuration.ts';

const none: CompiledProjects = { hooks: [], projects: [] };
export default none;
