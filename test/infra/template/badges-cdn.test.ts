import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { badge } from '../../../functions/badge.ts';
import type { Project } from '../../../functions/core/configuration.ts';
import { OPERATIONS } from '../../../functions/core/api/operations.ts';
import { indexConfiguration } from '../../../functions/core/configuration.ts';
import { PUBLIC_PARAMETERS } from '../../../functions/core/pages/page-query.ts';
import { pages } from '../../../functions/pages.ts';
import { BADGE_REQUEST } from '../../../infra/template/badges-cdn.ts';
import { generateTemplate } from '../../../infra/package/generate-template.ts';
import { compileForTest, stackOptions } from './compile-for-test.ts';

const { Resources } = generateTemplate(stackOptions('prod', 'stack: { cdn: true }')).template;

interface Value {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}
type Passed = { readonly querystring: Readonly<Record<string, Value>> } | { readonly statusCode: number };

/** What the function at CloudFront's edge does with a request. */
const passOn = (uri: string, querystring: Readonly<Record<string, Value>> = {}): Passed =>
  JSON.parse(
    String(
      runInNewContext(`${BADGE_REQUEST}; JSON.stringify(handler(event))`, { event: { request: { uri, querystring } } }),
    ),
  ) as Passed;

test('only the routes of badges and pages are let through', () => {
  for (const uri of [
    '/',
    '/badges',
    '/badges/web.svg',
    '/badges/web.json',
    '/cc.xml',
    '/projects/web',
    '/projects/web.json',
    '/projects/web/builds/7.json',
  ]) {
    expect(passOn(uri), uri).toEqual({ uri, querystring: {} });
  }
  for (const uri of [
    '//',
    '/webhooks/github',
    '/projects/web/builds',
    '/projects/web/builds/7/8',
    '/projects/',
    '/badges/a/b',
    '/badges/',
    '/cc.xml/x',
  ]) {
    expect(passOn(uri), uri).toEqual({ statusCode: 404, statusDescription: 'Not Found' });
  }
});

test('parameters that a badge does not read do not make a different request, whatever their order', () => {
  const one = passOn('/badges/web.svg', { style: { value: 'flat' }, branch: { value: 'main' } });
  const other = passOn('/badges/web.svg', {
    x: { value: '1' },
    branch: { value: 'main', multiValue: [{ value: 'main' }, { value: 'other' }] },
    style: { value: 'flat' },
    constructor: { value: '2' },
  });
  expect(JSON.stringify(other)).toBe(JSON.stringify(one));
  expect(one).toMatchObject({ querystring: { branch: { value: 'main' }, style: { value: 'flat' } } });
});

test.each(['alice/topic+v2', 'alice%2Ftopic%2Bv2'])('a branch reaches the badge as it was sent: %s', (value) => {
  expect(passOn('/badges/web.svg', { branch: { value } })).toMatchObject({ querystring: { branch: { value } } });
});

test('every parameter that the routes of badges and pages read is let through', async () => {
  const read = new Set<string>();
  class Recorder extends URLSearchParams {
    override get(name: string): string | null {
      read.add(name);
      return super.get(name);
    }
  }
  const web: Project = { name: 'web', sourceType: 'GITHUB', badge: { enabled: true }, pages: 'public' };
  const state = { status: 'SUCCEEDED', rank: 3, number: 1, startedAt: 0, endedAt: 1000 } as const;
  const ofBadge = badge({
    projects: new Map([['web', web]]),
    readRow: () => Promise.resolve({ newest: state }),
    readRows: (keys) => Promise.resolve(keys.map(() => ({ newest: state }))),
    drawnSince: 0,
  });
  const record = { ...state, project: 'web', buildId: 'web:1' };
  const ofPages = pages({
    configuration: indexConfiguration({ hooks: [], projects: [web] }),
    rows: {
      list: () => Promise.resolve([record]),
      readExcerpted: () => Promise.resolve({ record }),
      readNewestOf: (keys) => Promise.resolve(keys.map(() => ({ newest: record }))),
      unfinished: () => Promise.resolve([]),
    },
  });
  const routes = [
    { respond: ofBadge, route: 'GET /badges/{file}', pathParameters: { file: 'web.svg' } },
    { respond: ofBadge, route: 'GET /badges', pathParameters: {} },
    { respond: ofBadge, route: 'GET /badges', pathParameters: {}, query: 'project=web' },
    { respond: ofBadge, route: 'GET /cc.xml', pathParameters: {} },
    { respond: ofPages, route: 'GET /', pathParameters: {} },
    { respond: ofPages, route: 'GET /projects/{project}', pathParameters: { project: 'web' } },
    {
      respond: ofPages,
      route: 'GET /projects/{project}/builds/{number}',
      pathParameters: { project: 'web', number: '1' },
    },
  ];
  for (const { respond, route, pathParameters, query } of routes) {
    const { status } = await respond({
      id: 'a',
      route,
      origin: 'https://example.com',
      sourceIp: '192.0.2.1',
      method: 'GET',
      headers: {},
      pathParameters,
      query: new Recorder(query),
      body: Buffer.alloc(0),
      receivedAt: 0,
    });
    expect(status).toBe(200);
  }
  expect([...read].toSorted()).toEqual(PUBLIC_PARAMETERS.toSorted());
});

test('the API is at the address of the pages too, and none of it is cached', () => {
  const { CacheBehaviors } = Resources['BadgesDistribution']!.Properties['DistributionConfig'] as {
    CacheBehaviors: { PathPattern: string; CachePolicyId: unknown; ViewerProtocolPolicy: string }[];
  };
  const pattern = (text: string): RegExp => new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
  const behaviorOf = (path: string) => CacheBehaviors.find(({ PathPattern }) => pattern(PathPattern).test(path));
  const paths = Object.values(OPERATIONS).map(({ path }) => path.replace('{project}', 'web').replace('{id}', 'web:1'));
  for (const path of [...paths, '/docs', '/openapi.json']) {
    expect(behaviorOf(path), path).toMatchObject({
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      ViewerProtocolPolicy: 'https-only',
    });
  }
  for (const path of ['/', '/projects/web', '/projects/web/builds/7', '/badges/web.svg', '/webhooks/github']) {
    expect(behaviorOf(path), path).toBeUndefined();
  }
});

test('a response is cached only by path, query and encoding, for seconds; an error is not cached at all', () => {
  expect(Resources['BadgesCachePolicy']?.Properties['CachePolicyConfig']).toMatchObject({
    MinTTL: 15,
    MaxTTL: 15,
    ParametersInCacheKeyAndForwardedToOrigin: {
      EnableAcceptEncodingGzip: true,
      EnableAcceptEncodingBrotli: true,
      CookiesConfig: { CookieBehavior: 'none' },
      HeadersConfig: { HeaderBehavior: 'none' },
      QueryStringsConfig: { QueryStringBehavior: 'all' },
    },
  });
  const { DistributionConfig } = Resources['BadgesDistribution']!.Properties as {
    DistributionConfig: { CustomErrorResponses: { ErrorCachingMinTTL: number }[] };
  };
  expect(DistributionConfig.CustomErrorResponses.map(({ ErrorCachingMinTTL }) => ErrorCachingMinTTL)).toEqual(
    Array.from({ length: 11 }, () => 0),
  );
});

test('badges can only be read, and only over TLS', () => {
  expect(Resources['BadgesDistribution']?.Properties['DistributionConfig']).toMatchObject({
    Origins: [{ CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] } }],
    DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https', AllowedMethods: ['GET', 'HEAD'] },
  });
});

test("the badge function knows the distribution's address, and the distribution does not depend on the function", async () => {
  const { resources } = await compileForTest(stackOptions('prod', 'stack: { cdn: true }'));
  const needed = new Set<string>();
  const need = (id: string): void => {
    if (needed.has(id)) return;
    needed.add(id);
    const names = JSON.stringify(resources[id]).matchAll(/\w+/g);
    for (const [name] of names) if (Object.hasOwn(resources, name)) need(name);
  };
  need('BadgesDistribution');
  expect([...needed]).not.toContain('BadgeLambdaFunction');
  expect(resources['BadgeLambdaFunction']?.Properties['Environment']).toMatchObject({
    Variables: { PUSHLIGHT_BADGES_URL: { 'Fn::Sub': 'https://${BadgesDistribution.DomainName}' } },
  });
});

test.each([
  ['', { 'Fn::Sub': 'https://${HttpApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}' }],
  ['stack: { cdn: true }', { 'Fn::Sub': 'https://${BadgesDistribution.DomainName}' }],
])('whoever reports builds knows the address of their pages: %s', async (stack, url) => {
  const { resources } = await compileForTest(stackOptions('prod', stack));
  for (const name of ['Trigger', 'Status', 'Reconcile', 'Builds']) {
    expect(resources[`${name}LambdaFunction`]?.Properties['Environment'], name).toMatchObject({
      Variables: { PUSHLIGHT_PAGES_URL: url },
    });
  }
});

test('without the setting, there is no distribution', () => {
  expect(Object.keys(generateTemplate(stackOptions('prod')).template.Resources)).not.toContain('BadgesDistribution');
});

test.each(['us-gov-west-1', 'us-gov-east-1', 'cn-north-1', 'cn-northwest-1'])(
  'in %s, where CloudFront does not exist or differs, a CDN is refused before anything is created',
  (region) => {
    expect(() => generateTemplate(stackOptions('prod', 'stack: { cdn: true }', region))).toThrow(
      `CloudFront cannot serve the badges of a stack in ${region}. Remove cdn: true.`,
    );
    expect(generateTemplate(stackOptions('prod', '', region)).template.Resources).toBeDefined();
  },
);
