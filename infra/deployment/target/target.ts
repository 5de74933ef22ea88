import { LOCAL_STAGE } from '../../serverless-file/local-stage.ts';
import { REGIONS } from './regions.ts';

/** Where to deploy to or remove from. */
export interface Target {
  readonly stage: string;
  readonly region: string;
  /** The source of the region: "--region", "AWS_REGION". */
  readonly from: string;
  readonly stackName: string;
  /** As options of a command: "--stage prod --region eu-west-1". */
  readonly options: string;
}

/** For parseArgs. */
export const TARGET_OPTIONS = {
  stage: { type: 'string', default: 'dev' },
  region: { type: 'string' },
} as const;

export const REGION_HELP = 'by default from AWS_REGION, AWS_DEFAULT_REGION, your profile or the ARNs of the projects';

/** @throws Error for a name that cannot be a stage or a region */
export function readTarget({
  stage,
  region,
  from = '--region',
}: Pick<Target, 'stage' | 'region'> & { readonly from?: string }): Target {
  checkStage(stage);
  if (!REGIONS.includes(region)) {
    throw new Error(
      `${from} must be a region that osls, which deploys the stack, can deploy to, for example eu-west-1 (got "${region}"; allowed: ${REGIONS.join(', ')}).`,
    );
  }
  return { stage, region, from, stackName: `pushlight-${stage}`, options: `--stage ${stage} --region ${region}` };
}

/** @throws Error for a name that cannot be a stage */
export function checkStage(stage: string): void {
  if (!/^[A-Za-z][A-Za-z0-9-]{0,31}$/.test(stage)) {
    throw new Error(
      `--stage must be 1 to 32 letters, digits or hyphens and begin with a letter, for example prod (got "${stage}").`,
    );
  }
  if (stage === LOCAL_STAGE)
    throw new Error(`The stage ${LOCAL_STAGE} is reserved for npm start: choose another --stage.`);
}

/** The line that a command prints before it does anything. */
export const describeTarget = ({ stage, region, from }: Pick<Target, 'stage' | 'region' | 'from'>): string =>
  `Stage ${stage}, region ${region} (from ${from})`;
