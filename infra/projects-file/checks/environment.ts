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
        "CodeBuild reads registryCredential with the project's role, but imagePullCredentialsType is CODEBUILD",
        'remove registryCredential, or write imagePullCredentialsType: SERVICE_ROLE',
      );
    }
    return;
  }
  if (imagePullCredentialsType === 'SERVICE_ROLE') {
    yield finding(
      'managed-image-with-role',
      { project: ['environment', 'imagePullCredentialsType'] },
      "CodeBuild pulls its own images with its own credentials, not with the project's role",
      'remove imagePullCredentialsType, or set its value to CODEBUILD',
    );
  }
  const managed = describeManagedImage(image);
  if (!managed.known) {
    const right = suggestName(
      image,
      MAINTAINED_IMAGES,
      'list the images with aws codebuild list-curated-environment-images',
    );
    yield finding('unknown-image', at, `"${image}" was not one of CodeBuild's images in ${MANAGED_IMAGES_DATE}`, right);
    return;
  }
  if (managed.successor !== undefined) {
    yield finding(
      'outdated-image',
      at,
      `the image "${image}" is no longer maintained and is slow to start`,
      `use "${managed.successor}"`,
    );
  }
  if (type !== undefined && fleet === undefined && !managed.types.includes(type)) {
    const newest = newestImageFor(type);
    const right = newest === undefined ? '' : `, or image: ${newest}`;
    yield finding(
      'image-type-mismatch',
      at,
      `the image "${image}" does not run in an environment of type ${type}`,
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
      `an environment of type ${type} only runs on a fleet of reserved capacity`,
      'name the fleet in environment, for example fleet: { fleetArn: … }',
    );
  } else if (computeType !== undefined && !known.includes(computeType)) {
    yield finding(
      'compute-type-mismatch',
      { project: ['environment', 'computeType'] },
      `an environment of type ${type} does not support computeType ${computeType} on demand`,
      `choose one of ${known.join(', ')}`,
    );
  }
}
