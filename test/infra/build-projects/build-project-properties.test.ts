import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { buildProject } from '../../../infra/build-projects/build-project.ts';
import { projectMembers } from '../../../infra/codebuild/project-schemas.ts';
import { projectsFileSchema, type ProjectInput } from '../../../infra/projects-file/schema/projects-file-schema.ts';
import { rounds } from '../../soak.ts';

const text = fc.string({ minLength: 1, maxLength: 20 });
const flag = fc.boolean();
const some = <T>(shape: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) => fc.record(shape, { requiredKeys: [] });
const listOf = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 3 });

const source = some({
  location: text,
  gitCloneDepth: fc.nat(),
  gitSubmodulesConfig: fc.record({ fetchSubmodules: flag }),
  buildspec: text,
  auth: fc.record({ type: fc.constantFrom('OAUTH', 'CODECONNECTIONS', 'SECRETS_MANAGER'), resource: text }),
  reportBuildStatus: flag,
  buildStatusConfig: some({ context: text, targetUrl: text }),
  insecureSsl: flag,
  sourceIdentifier: text,
}).map((members) => ({ type: 'GITHUB', ...members }));

const artifacts = some({
  location: text,
  path: text,
  namespaceType: fc.constantFrom('NONE', 'BUILD_ID'),
  name: text,
  packaging: fc.constantFrom('NONE', 'ZIP'),
  overrideArtifactName: flag,
  encryptionDisabled: flag,
}).map((members) => ({ type: 'S3', ...members }));

const environment = some({
  privilegedMode: flag,
  certificate: text,
  fleet: fc.record({ fleetArn: text }),
  hostKernel: fc.constantFrom('LINUX_KERNEL_4', 'LINUX_KERNEL_6', 'LINUX_KERNEL_LATEST'),
  imagePullCredentialsType: fc.constantFrom('CODEBUILD', 'SERVICE_ROLE'),
  registryCredential: fc.record({ credential: text, credentialProvider: fc.constant('SECRETS_MANAGER') }),
  environmentVariables: listOf(
    fc.record({
      name: fc.stringMatching(/^[A-Z]{2,9}$/),
      value: fc.string(),
      type: fc.constantFrom('PLAINTEXT', 'PARAMETER_STORE'),
    }),
  ),
}).map((members) => ({ type: 'LINUX_CONTAINER', image: 'x', computeType: 'BUILD_GENERAL1_SMALL', ...members }));

const project = some({
  description: text,
  secondarySources: listOf(source),
  sourceVersion: text,
  secondarySourceVersions: listOf(fc.record({ sourceIdentifier: text, sourceVersion: text })),
  artifacts,
  secondaryArtifacts: listOf(artifacts),
  cache: some({ location: text, modes: listOf(fc.constant('LOCAL_SOURCE_CACHE')), cacheNamespace: text }).map(
    (members) => ({ type: 'S3', ...members }),
  ),
  timeoutInMinutes: fc.integer({ min: 5, max: 2160 }),
  queuedTimeoutInMinutes: fc.integer({ min: 5, max: 480 }),
  encryptionKey: text,
  logsConfig: some({
    cloudWatchLogs: fc.record({ status: fc.constantFrom('ENABLED', 'DISABLED'), groupName: text }),
    s3Logs: fc.record({ status: fc.constant('ENABLED'), location: text, encryptionDisabled: flag }),
  }),
  fileSystemLocations: listOf(
    fc.record({ type: fc.constant('EFS'), location: text, mountPoint: text, identifier: text }),
  ),
  buildBatchConfig: some({ combineArtifacts: flag, timeoutInMins: fc.integer({ min: 5, max: 2160 }) }),
  concurrentBuildLimit: fc.nat(),
  autoRetryLimit: fc.nat(),
  projectVisibility: fc.constantFrom('PRIVATE', 'PUBLIC_READ'),
}).chain((members) =>
  fc
    .record({ source, environment })
    .map(
      (required) => v.parse(projectsFileSchema, { projects: [{ name: 'web', ...members, ...required }] }).projects[0]!,
    ),
);

/** CloudFormation's properties, converted to the API's members. */
function toMembers(properties: unknown): unknown {
  if (Array.isArray(properties)) return properties.map(toMembers);
  if (typeof properties !== 'object' || properties === null) return properties;
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      { BuildSpec: 'buildspec', Visibility: 'projectVisibility' }[name] ??
        `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
      toMembers(value),
    ]),
  );
}

test('the template describes every project to CodeBuild exactly as the projects file does', () => {
  fc.assert(
    fc.property(project, (written: ProjectInput) => {
      const made = buildProject(written, { stage: 'prod', serviceRole: 'role', network: undefined });
      const members = toMembers(made.Properties);
      expect(members).toMatchObject(written);
      // CodeBuild's model accepts each member, and knows all of them.
      const { name, projectVisibility, ...known } = members as Record<string, unknown>;
      expect(v.parse(v.strictObject(projectMembers), known)).toEqual(known);
      expect([name, projectVisibility]).toEqual(['web', written.projectVisibility]);
    }),
    { numRuns: rounds(200) },
  );
});
