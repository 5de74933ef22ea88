import { apiUrl } from './api-url.ts';
import { DISTRIBUTION } from './badges-cdn.ts';
import { badgesUrl } from './badges-url.ts';
import { certificate, certificateArn } from './certificate.ts';
import { HTTP_API, HTTP_API_STAGE } from '../cloudformation/osls-names.ts';
import type { Resource } from '../cloudformation/template.ts';
import type { StackContext, StackPart } from './template-part.ts';

/**
 * The zone of every CloudFront distribution.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-route53-recordset-aliastarget.html
 */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

/**
 * The domain, in front of the badges' CDN or of the whole API, and the URLs of both.
 *
 * @throws Error if its certificate cannot be in the required region
 */
export function domain(context: StackContext): StackPart {
  const { settings } = context;
  const api = apiUrl();
  if (settings.domain === undefined) {
    return { Outputs: urls(badgesUrl(context) ?? api, api) };
  }
  const ofDomain = `https://${settings.domain}`;
  return {
    Resources: {
      ...certificate(settings.domain, context),
      ...(!settings.cdn && apiDomain(settings.domain, certificateArn(context))),
      ...(settings.hostedZone !== undefined && records(settings.domain, settings.hostedZone, context)),
    },
    Outputs: {
      ...urls(ofDomain, settings.cdn ? api : ofDomain),
      DomainTarget: {
        Description: `The target of the domain's CNAME or alias record${settings.hostedZone === undefined ? ', which you have to create' : ''}`,
        Value: targetOf(context).DNSName,
      },
    },
  };
}

const urls = (badges: unknown, api: unknown) => ({
  BadgesUrl: { Description: 'Before /badges/{project}.svg', Value: badges },
  ApiUrl: { Description: 'The prefix of /webhooks/{hook} and the API', Value: api },
});

const apiDomain = (DomainName: string, CertificateArn: unknown) => ({
  ApiDomain: {
    Type: 'AWS::ApiGatewayV2::DomainName',
    Properties: {
      DomainName,
      DomainNameConfigurations: [{ CertificateArn, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' }],
    },
  },
  ApiDomainMapping: {
    Type: 'AWS::ApiGatewayV2::ApiMapping',
    Properties: { DomainName: { Ref: 'ApiDomain' }, ApiId: { Ref: HTTP_API }, Stage: { Ref: HTTP_API_STAGE } },
  },
});

const targetOf = ({ settings }: StackContext) =>
  settings.cdn
    ? { DNSName: { 'Fn::GetAtt': [DISTRIBUTION, 'DomainName'] }, HostedZoneId: CLOUDFRONT_ZONE }
    : {
        DNSName: { 'Fn::GetAtt': ['ApiDomain', 'RegionalDomainName'] },
        HostedZoneId: { 'Fn::GetAtt': ['ApiDomain', 'RegionalHostedZoneId'] },
      };

/**
 * Also for IPv6 where the target supports it: a distribution does, but an API Gateway domain that is not dual-stack
 * does not.
 */
function records(Name: string, HostedZoneId: string, context: StackContext): Readonly<Record<string, Resource>> {
  const record = (Type: 'A' | 'AAAA'): Resource => ({
    Type: 'AWS::Route53::RecordSet',
    Properties: { Name, HostedZoneId, Type, AliasTarget: targetOf(context) },
  });
  return { DomainRecord: record('A'), ...(context.settings.cdn && { DomainRecordIPv6: record('AAAA') }) };
}
