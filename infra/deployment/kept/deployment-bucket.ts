import type { Template } from '../../cloudformation/template.ts';
import { DEPLOYMENT_BUCKET } from '../../cloudformation/osls-names.ts';

/** The part of a template that defines the bucket for deployments, with its policy and its output. */
export const deploymentBucket = ({ Resources, Outputs }: Template): Template => ({
  Resources: ofBucket(Resources),
  Outputs: ofBucket(Outputs),
});

const ofBucket = <T>(section: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(section).filter(([id]) => id.startsWith(DEPLOYMENT_BUCKET)));
