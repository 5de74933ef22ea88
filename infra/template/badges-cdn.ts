import { PUBLIC_PARAMETERS } from '../../functions/core/pages/page-query.ts';
import { certificateArn } from './certificate.ts';
import { HTTP_API } from '../cloudformation/osls-names.ts';
import { partitionOf } from '../../functions/core/partition.ts';
import type { StackContext, StackPart } from './template-part.ts';

export const DISTRIBUTION = 'BadgesDistribution';

/**
 * How many seconds CloudFront responds from its cache although a badge has no-cache; a badge is outdated by at most
 * this long.
 */
export const FRESH = 15;

/** The errors that CloudFront would cache. */
const ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/**
 * Passes the routes of badges and pages on, each with the query parameters that it reads, in a fixed order: whatever else strangers
 * add, they get the cached response. A cache policy could only name 10 parameters. Written for CloudFront's JavaScript
 * runtime 2.0.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-policies
 */
export const BADGE_REQUEST = `
var known = ${JSON.stringify(PUBLIC_PARAMETERS)};

function handler(event) {
  var request = event.request;
  if (!/^\\/(?:badges(?:\\/[^\\/]+)?|cc\\.xml|projects\\/[^\\/]+(?:\\/builds\\/[^\\/]+)?)?$/.test(request.uri)) {
    return { statusCode: 404, statusDescription: 'Not Found' };
  }
  var asked = request.querystring;
  request.querystring = {};
  known.forEach(function (name) {
    if (!asked[name]) return;
    var first = asked[name].multiValue ? asked[name].multiValue[0] : asked[name];
    request.querystring[name] = { value: first.value };
  });
  return request;
}
`;

/**
 * The API's routes, which the buttons and links of the pages need at the pages' own address. Their responses are never
 * cached. For these requests, the audit log shows CloudFront's addresses.
 */
const API_PATHS = ['/projects', '/projects/*/builds', '/builds/*', '/docs', '/openapi.json'];

/**
 * CloudFront's own policies.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

/**
 * CloudFront in front of badges, pages and the API: webhooks stay at the API's own address.
 *
 * @throws Error outside of the standard partition
 */
export function badgesCdn(context: StackContext): StackPart {
  const { stackName, region, settings } = context;
  if (!settings.cdn) return {};
  // GovCloud has no CloudFront, and China has a separate one that requires certificates and a hosted zone of its own.
  // https://docs.amazonaws.cn/en_us/aws/latest/userguide/cloudfront.html
  if (partitionOf(region) !== 'aws') {
    throw new Error(
      `stack.cdn in the projects file: CloudFront cannot serve the badges of a stack in ${region}. Remove cdn: true.`,
    );
  }
  // The names are shared by all regions of an account.
  const name = `${stackName}-${region}-badges`;
  return {
    Resources: {
      BadgeRequest: {
        Type: 'AWS::CloudFront::Function',
        Properties: {
          Name: name,
          AutoPublish: true,
          FunctionConfig: { Comment: 'Badges and pages alone, and their parameters', Runtime: 'cloudfront-js-2.0' },
          FunctionCode: BADGE_REQUEST,
        },
      },
      BadgesCachePolicy: {
        Type: 'AWS::CloudFront::CachePolicy',
        Properties: {
          CachePolicyConfig: {
            Name: name,
            MinTTL: FRESH,
            DefaultTTL: FRESH,
            MaxTTL: FRESH,
            ParametersInCacheKeyAndForwardedToOrigin: {
              EnableAcceptEncodingGzip: true,
              EnableAcceptEncodingBrotli: true,
              CookiesConfig: { CookieBehavior: 'none' },
              HeadersConfig: { HeaderBehavior: 'none' },
              QueryStringsConfig: { QueryStringBehavior: 'all' },
            },
          },
        },
      },
      [DISTRIBUTION]: {
        Type: 'AWS::CloudFront::Distribution',
        Properties: {
          DistributionConfig: {
            Comment: `Badges of ${stackName}`,
            Enabled: true,
            HttpVersion: 'http2and3',
            IPV6Enabled: true,
            Origins: [
              {
                Id: 'api',
                DomainName: { 'Fn::Sub': `\${${HTTP_API}}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}` },
                CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
              },
            ],
            DefaultCacheBehavior: {
              TargetOriginId: 'api',
              ViewerProtocolPolicy: 'redirect-to-https',
              AllowedMethods: ['GET', 'HEAD'],
              Compress: true,
              CachePolicyId: { Ref: 'BadgesCachePolicy' },
              FunctionAssociations: [
                { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['BadgeRequest', 'FunctionARN'] } },
              ],
            },
            CacheBehaviors: API_PATHS.map((PathPattern) => ({
              PathPattern,
              TargetOriginId: 'api',
              ViewerProtocolPolicy: 'https-only',
              AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'],
              Compress: true,
              CachePolicyId: CACHING_DISABLED,
              OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER,
            })),
            CustomErrorResponses: ERRORS.map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })),
            ...(settings.domain !== undefined && {
              Aliases: [settings.domain],
              ViewerCertificate: {
                AcmCertificateArn: certificateArn(context),
                MinimumProtocolVersion: 'TLSv1.2_2021',
                SslSupportMethod: 'sni-only',
              },
            }),
          },
        },
      },
    },
  };
}
