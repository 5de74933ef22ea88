import { expect, test } from 'vitest';
import { generateTemplate } from '../../../infra/package/generate-template.ts';
import { stackOptions } from './compile-for-test.ts';

const stack = (settings: string, region = 'eu-west-1') =>
  generateTemplate(stackOptions('prod', `stack: { ${settings} }`, region)).template;
const types = (settings: string, region?: string) => {
  const names = Object.values(stack(settings, region).Resources).map(({ Type }) => Type);
  return names.filter((type) => /ACM|CertificateManager|Route53|CloudFront::Distribution|ApiGatewayV2/.test(type));
};
const API = { 'Fn::Sub': 'https://${HttpApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}' };
const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/0123abcd-4567';

test('without a domain, everything is at the address of the API', () => {
  const { Outputs } = stack('');
  expect([Outputs['BadgesUrl']?.Value, Outputs['ApiUrl']?.Value]).toEqual([API, API]);
});

test('with only a CDN, badges are at its address and everything else is at that of the API', () => {
  const { Outputs } = stack('cdn: true');
  expect([Outputs['BadgesUrl']?.Value, Outputs['ApiUrl']?.Value]).toEqual([
    { 'Fn::Sub': 'https://${BadgesDistribution.DomainName}' },
    API,
  ]);
});

test.each([
  ['', ''],
  ['cdn: true', { 'Fn::Sub': 'https://${BadgesDistribution.DomainName}' }],
  ['domain: ci.example.com', 'https://ci.example.com'],
  ['domain: badges.example.com, cdn: true', 'https://badges.example.com'],
])('with { %s }, the badge knows that its public address is %j', (settings, url) => {
  expect(generateTemplate(stackOptions('prod', `stack: { ${settings} }`, 'us-east-1')).badgesUrl).toEqual(url);
});

test('a domain without a CDN is that of the API, with its own certificate, and its record is an output', () => {
  expect(types('domain: ci.example.com')).toEqual([
    'AWS::CertificateManager::Certificate',
    'AWS::ApiGatewayV2::DomainName',
    'AWS::ApiGatewayV2::ApiMapping',
  ]);
  const { Outputs } = stack('domain: ci.example.com');
  expect([Outputs['BadgesUrl']?.Value, Outputs['ApiUrl']?.Value]).toEqual([
    'https://ci.example.com',
    'https://ci.example.com',
  ]);
  expect(Outputs['DomainTarget']).toEqual({
    Description: expect.stringMatching(/which you have to create$/),
    Value: { 'Fn::GetAtt': ['ApiDomain', 'RegionalDomainName'] },
  });
});

test('with a CDN, the domain is that of the badges', () => {
  const { Resources, Outputs } = stack('domain: badges.example.com, cdn: true', 'us-east-1');
  expect([Outputs['BadgesUrl']?.Value, Outputs['ApiUrl']?.Value]).toEqual(['https://badges.example.com', API]);
  expect(Resources['BadgesDistribution']?.Properties['DistributionConfig']).toMatchObject({
    Aliases: ['badges.example.com'],
    ViewerCertificate: { AcmCertificateArn: { Ref: 'Certificate' }, MinimumProtocolVersion: 'TLSv1.2_2021' },
  });
  expect(Resources['ApiDomain']).toBe(undefined);
});

test('in a hosted zone, the certificate is validated and the domain points to the service', () => {
  const { Resources } = stack('domain: ci.example.com, hostedZone: Z123');
  expect(Resources['Certificate']?.Properties['DomainValidationOptions']).toEqual([
    { DomainName: 'ci.example.com', HostedZoneId: 'Z123' },
  ]);
  expect(Resources['DomainRecord']?.Properties).toMatchObject({
    Name: 'ci.example.com',
    HostedZoneId: 'Z123',
    Type: 'A',
    AliasTarget: { HostedZoneId: { 'Fn::GetAtt': ['ApiDomain', 'RegionalHostedZoneId'] } },
  });
});

test('a record for IPv6 is created only for a distribution, since a domain of the API has only IPv4 addresses', () => {
  const ofTypes = (settings: string) =>
    Object.values(stack(`hostedZone: Z123, domain: ${settings}`, 'us-east-1').Resources).flatMap(
      ({ Type, Properties }) => (Type === 'AWS::Route53::RecordSet' ? [Properties['Type']] : []),
    );
  expect(ofTypes('ci.example.com')).toEqual(['A']);
  expect(ofTypes('ci.example.com, cdn: false')).toEqual(['A']);
  expect(ofTypes('badges.example.com, cdn: true')).toEqual(['A', 'AAAA']);
  const { IPV6Enabled } = stack('domain: badges.example.com, cdn: true', 'us-east-1').Resources['BadgesDistribution']!
    .Properties['DistributionConfig'] as { IPV6Enabled: boolean };
  expect(IPV6Enabled).toBe(true);
});

test('a given certificate is used, and none is created', () => {
  const settings = `domain: badges.example.com, cdn: true, certificate: "${CERTIFICATE}"`;
  expect(types(settings)).toEqual(['AWS::CloudFront::Distribution']);
  expect(stack(settings).Resources['BadgesDistribution']?.Properties['DistributionConfig']).toMatchObject({
    ViewerCertificate: { AcmCertificateArn: CERTIFICATE },
  });
});

test('a certificate in an unsuitable region is reported before anything is created', () => {
  expect(() => stack('domain: badges.example.com, cdn: true')).toThrow(
    'CloudFront only accepts certificates in us-east-1, but this stack is in eu-west-1: create a certificate for badges.example.com there, and set it as stack.certificate',
  );
  expect(() => stack(`domain: ci.example.com, certificate: "${CERTIFICATE}"`)).toThrow(
    'stack.certificate in the projects file is in us-east-1, but an API in this region needs one in eu-west-1.',
  );
});
