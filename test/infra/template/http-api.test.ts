import { beforeAll, expect, test } from 'vitest';
import { compileForTest, stackOptions, type CompiledStack } from './compile-for-test.ts';

const options = stackOptions('prod');
let stack: CompiledStack;
beforeAll(async () => {
  stack = await compileForTest(options);
});

test('access logs are JSON and contain no header, query or path (ES2000, WS2001, CKV_AWS_95)', () => {
  const [stage] = stack.properties('AWS::ApiGatewayV2::Stage');
  const { Format } = stage!['AccessLogSettings'] as { Format: string };
  const variables = [...Format.matchAll(/\$context\.([\w.]+)/g)].map(([, name]) => name);
  expect(variables).toEqual([
    'requestTime',
    'requestId',
    'identity.sourceIp',
    'routeKey',
    'status',
    'responseLength',
    'responseLatency',
    'error.responseType',
    'integrationStatus',
  ]);
  // API Gateway writes - if a variable has no value.
  const line = Format.replaceAll('$context.status', '200').replaceAll(/\$context\.[\w.]+/g, '-');
  expect(JSON.parse(line)).toMatchObject({ status: 200, error: '-' });
});

test('every route has its own throttling, set once the route exists (ES2003)', () => {
  const routes = stack.ofType('AWS::ApiGatewayV2::Route');
  const [stage] = stack.ofType('AWS::ApiGatewayV2::Stage').map(([, each]) => each);
  const settings = stage?.Properties['RouteSettings'] as Record<string, { ThrottlingRateLimit: number }>;
  expect(Object.keys(settings)).toEqual(routes.map(([, { Properties }]) => Properties['RouteKey']));
  for (const [route, throttling] of Object.entries(settings)) {
    expect(throttling, route).toEqual({
      ThrottlingRateLimit: expect.any(Number),
      ThrottlingBurstLimit: expect.any(Number),
    });
  }
  expect(stage?.Properties['DefaultRouteSettings']).toMatchObject({ ThrottlingRateLimit: 50 });
  expect(stage?.DependsOn).toEqual(expect.arrayContaining(routes.map(([id]) => id)));
});

test('in the regions with the lowest account limits, a flood of badges leaves room for the webhooks', () => {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html: af-south-1 and 12 others
  const account = { rate: 2500, burst: 1250 };
  const [stage] = stack.properties('AWS::ApiGatewayV2::Stage');
  const settings = stage!['RouteSettings'] as Record<
    string,
    { readonly ThrottlingRateLimit: number; readonly ThrottlingBurstLimit: number }
  >;
  for (const [route, { ThrottlingRateLimit, ThrottlingBurstLimit }] of Object.entries(settings)) {
    if (route === 'POST /webhooks/{hook}') continue;
    const webhooks = settings['POST /webhooks/{hook}']!;
    expect(ThrottlingRateLimit + webhooks.ThrottlingRateLimit, route).toBeLessThanOrEqual(account.rate);
    expect(ThrottlingBurstLimit + webhooks.ThrottlingBurstLimit, route).toBeLessThanOrEqual(account.burst);
  }
});

test('no page of another origin can read the API', () => {
  expect(stack.properties('AWS::ApiGatewayV2::Api').map(({ CorsConfiguration }) => CorsConfiguration)).toEqual([
    undefined,
  ]);
});
