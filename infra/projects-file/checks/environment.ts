import type { EnvironmentType } from '@aws-sdk/client-codebuild';
import { onDemandCompute } from '../../codebuild/compute-types.ts';
import {
  describeManagedImage,
  isManagedImage,
  MAINTAINED_IMAGES,
  MANAGED_IMAGES_DATE,
  newestImageFor,
} from '../../codebuild/managed-images.ts';
import { suggestName } from '../../findings/suggest-name.ts';
import type { ProjectInput } from '../schema/projects-file-schema.ts';
import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/** Whether type, image and compute match. A fleet has its own type and compute. */
export function* checkEnvironment({ project }: CheckedProject): Iterable<CheckFinding> {
  const { environment } = project;
  if (!environment) return;
  if (environment.image !== undefined) yield* checkImage(environment.image, environment);
  if (environment.type !== undefined && environment.fleet === undefined)
    yield* checkCompute(environment.type, environment);
}

type Environment = NonNullable<ProjectInput['environment']>;

function* checkImage(image: string, { type, fleet, imagePullCredentialsType, registryCredential }: Environment) {
  const at = { project: ['environment', 'image'] };
  if (!isManagedImage(image)) {
    if (registryCredential && imagePullCredentialsType === 'CODEBUILD') {
      yield finding(
        'registry-credential-without-role',
        { project: ['environment', 'registryCredential'] },
        "registry credentials are read with the project's role",
        'write imagePullCredentialsType: SERVICE_ROLE, or remove it',
      );
    }
    return;
  }
  if (imagePullCredentialsType === 'SERVICE_ROLE') {
    yield finding(
      'managed-image-with-role',
      { project: ['environment', 'imagePullCredentialsType'] },
      "CodeBuild's own images are pulled with CodeBuild's credentials",
      'write imagePullCredentialsType: CODEBUILD, or remove it',
    );
  }
  const managed = describeManagedImage(image);
  if (!managed.known) {
    const right = suggestName(
      image,
      MAINTAINED_IMAGES,
      'run aws codebuild list-curated-environment-images for the list',
    );
    yield finding('unknown-image', at, `${image} is not one of CodeBuild's images as of ${MANAGED_IMAGES_DATE}`, right);
    return;
  }
  if (managed.successor !== undefined) {
    yield finding(
      'outdated-image',
      at,
      `${image} is no longer maintained and slow to start`,
      `write ${managed.successor}`,
    );
  }
  if (type !== undefined && fleet === undefined && !managed.types.includes(type)) {
    const newest = newestImageFor(type);
    const right = newest === undefined ? '' : `, or image: ${newest}`;
    yield finding(
      'image-type-mismatch',
      at,
      `${image} does not run as ${type}`,
      `write type: ${managed.types[0]}${right}`,
    );
  }
}

function* checkCompute(type: EnvironmentType, { computeType }: Environment): Iterable<CheckFinding> {
  const known = Object.keys(onDemandCompute(type));
  const at = { project: ['environment', 'type'] };
  if (known.length === 0) {
    yield finding(
      'fleet-required',
      at,
      `${type} only runs on a fleet of reserved capacity`,
      'name it: fleet: { fleetArn: … }',
    );
  } else if (computeType !== undefined && !known.includes(computeType)) {
    yield finding(
      'compute-type-mismatch',
      { project: ['environment', 'computeType'] },
      `${type} does not support ${computeType} on demand`,
      `choose one of ${known.join(', ')}`,
    );
  }
}
