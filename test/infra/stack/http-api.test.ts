import { beforeAll, expect, test } from 'vitest';
import { compileForTest, stackOptions, type CompiledStack } from './compile-for-test.ts';

const options = stackOptions('prod');
let stack: CompiledStack;
beforeAll(async () => {
  stack = await compileForTest(options);
});

test('access logs are JSON, and hold no header, no query and no path (ES2000, WS2001, CKV_AWS_95)', () => {
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
    'error.message',
    'integrationStatus',
  ]);
  expect(JSON.parse(Format.replaceAll('$context.status', '200'))).toMatchObject({ status: 200 });
});

test('every route is throttled by itself, once it is there (ES2003)', () => {
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

test('no page of another origin may read the API', () => {
  expect(stack.properties('AWS::ApiGatewayV2::Api').map(({ CorsConfiguration }) => CorsConfiguration)).toEqual([
    undefined,
  ]);
});
