/**
 * What is added to a resource that osls makes of serverless.yml.
 * https://www.serverless.com/framework/docs/providers/aws/guide/resources#override-aws-cloudformation-resource
 */
export interface Extension {
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
}

/** The names that osls gives to the resources that it makes. */
export const HTTP_API = 'HttpApi';
export const HTTP_API_STAGE = 'HttpApiStage';
export const HTTP_API_LOG_GROUP = 'HttpApiLogGroup';

export const functionLogicalId = (name: string): string => `${capitalized(name)}LambdaFunction`;
export const logGroupLogicalId = (functionName: string): string => `${capitalized(functionName)}LogGroup`;

export function routeLogicalId(method: string, path: string): string {
  const parts = `${method} ${path}`.split('/').map((part) =>
    capitalized(
      part
        .toLowerCase()
        .replaceAll('-', 'Dash')
        .replace(/\{(.*)\}/, '$1Var')
        .replaceAll(/[^0-9A-Za-z]/g, ''),
    ),
  );
  return `HttpApiRoute${parts.join('')}`;
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
