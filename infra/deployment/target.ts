import { LOCAL_STAGE } from '../local/aws-service.ts';
import { REGIONS } from './regions.ts';

/** What is deployed to or removed from. */
export interface Target {
  readonly stage: string;
  readonly region: string;
  readonly stackName: string;
  /** As a command takes them: "--stage prod --region eu-west-1". */
  readonly options: string;
}

/** For parseArgs. */
export const TARGET_OPTIONS = {
  stage: { type: 'string', default: 'dev' },
  region: { type: 'string', default: 'us-east-1' },
} as const;

/** @throws Error for what can't be the name of a stage or a region */
export function readTarget({ stage, region }: { readonly stage: string; readonly region: string }): Target {
  if (!/^[A-Za-z][A-Za-z0-9-]{0,31}$/.test(stage)) {
    throw new Error(`--stage takes letters, digits and hyphens, at most 32, as prod, not "${stage}".`);
  }
  if (stage === LOCAL_STAGE) throw new Error(`The stage ${LOCAL_STAGE} is npm start's: choose another --stage.`);
  if (!REGIONS.includes(region)) {
    throw new Error(
      `--region must be a region that osls, which deploys the stack, can deploy to, for example eu-west-1 (got "${region}"; allowed: ${REGIONS.join(', ')}).`,
    );
  }
  return { stage, region, stackName: `pushlight-${stage}`, options: `--stage ${stage} --region ${region}` };
}
