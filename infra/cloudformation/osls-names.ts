/** The logical ids that osls gives its resources. */

/** The ids of its policy and its output begin with this, too. */
export const DEPLOYMENT_BUCKET = 'ServerlessDeploymentBucket';
export const HTTP_API = 'HttpApi';
export const HTTP_API_STAGE = 'HttpApiStage';
export const HTTP_API_LOG_GROUP = 'HttpApiLogGroup';

export const functionId = (name: string): string => `${capitalized(name)}LambdaFunction`;
/** The id of a function's role, as serverless.yml sets it. */
export const roleId = (functionName: string): string => `${capitalized(functionName)}Role`;
export const logGroupId = (functionName: string): string => `${capitalized(functionName)}LogGroup`;

export function routeId(method: string, path: string): string {
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

/**
 * Where osls uploads to, and what it empties before it removes the stack: any other object in the bucket would prevent
 * the removal.
 */
export const uploadPrefix = (stage: string): string => `serverless/pushlight/${stage}`;
