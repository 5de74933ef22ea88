import path from 'node:path';
import { readProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';
import { FRESH } from '../../../infra/template/badges-cdn.ts';
import { generateTemplate } from '../../../infra/package/generate-template.ts';
import { readDeployment } from '../../../infra/serverless-file/read-deployment.ts';
import type { Deployed } from './monthly-costs.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** The parts of a deployment's cost that serverless.yml and its stack determine. */
export function readDeployed(): Deployed {
  const [stage, region] = ['prod', 'us-east-1'];
  const { functions } = readDeployment(ROOT, stage, region);
  const projects = readProjectsFile('');
  if ('problems' in projects) throw new Error('An empty projects file has problems.');
  const { template } = generateTemplate({ stage, region, functions, projects, reserveConcurrency: true });
  const ofType = (type: string) => Object.values(template.Resources).filter(({ Type }) => Type === type);
  return {
    memorySizes: Object.fromEntries(functions.map(({ name, memorySize }) => [name, memorySize])),
    alarmMetrics: ofType('AWS::CloudWatch::Alarm').reduce((sum, { Properties }) => sum + metricsOf(Properties), 0),
    dashboards: ofType('AWS::CloudWatch::Dashboard').length,
    cdnSeconds: FRESH,
  };
}

/** An alarm on an expression watches the metrics in it. */
const metricsOf = ({ Metrics }: Readonly<Record<string, unknown>>): number =>
  Array.isArray(Metrics) ? Metrics.filter((each: object) => 'MetricStat' in each).length : 1;
