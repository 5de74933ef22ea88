/** A value that CloudFormation inserts. */
export interface Ref {
  readonly Ref: string;
}
export interface GetAtt {
  readonly 'Fn::GetAtt': readonly [logicalId: string, attribute: string];
}
export interface Sub {
  readonly 'Fn::Sub': string;
}

/**
 * A text into which CloudFormation inserts the references. Every other value stays as it is, even if it contains `${`.
 */
export const sub = (texts: TemplateStringsArray, ...values: readonly (string | Ref | GetAtt)[]): Sub => ({
  'Fn::Sub': texts
    .slice(1)
    .reduce((text, next, index) => `${text}${substituted(values[index] ?? '')}${next}`, texts[0] ?? ''),
});

function substituted(value: string | Ref | GetAtt): string {
  if (typeof value === 'string') return value.replaceAll('${', '${!');
  return `\${${'Ref' in value ? value.Ref : value['Fn::GetAtt'].join('.')}}`;
}

export const ACCOUNT: Ref = { Ref: 'AWS::AccountId' };
export const REGION: Ref = { Ref: 'AWS::Region' };
export const URL_SUFFIX: Ref = { Ref: 'AWS::URLSuffix' };
const PARTITION: Ref = { Ref: 'AWS::Partition' };

/** ARNs of a service's resources; by default, in the stack's own account and region. */
export const arnsOf =
  (service: string, { region = REGION, account = ACCOUNT }: Partial<Record<'region' | 'account', string | Ref>> = {}) =>
  (texts: TemplateStringsArray, ...values: readonly (string | Ref)[]): Sub => ({
    'Fn::Sub': sub`arn:${PARTITION}:${service}:${region}:${account}:`['Fn::Sub'] + sub(texts, ...values)['Fn::Sub'],
  });
