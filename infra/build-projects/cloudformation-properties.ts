/** Members whose CloudFormation names are not just the API's with a capital letter. */
const OTHER_NAMES: Readonly<Record<string, string>> = { buildspec: 'BuildSpec', projectVisibility: 'Visibility' };

const propertyName = (member: string): string =>
  OTHER_NAMES[member] ?? `${member.charAt(0).toUpperCase()}${member.slice(1)}`;

/**
 * Converts the members of a structure in CodeBuild's API to CloudFormation properties: the same values with other
 * names.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codebuild-project.html
 */
export const cloudFormationProperties = (members: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(members)
      .filter(([, value]) => value !== undefined)
      .map(([member, value]) => [propertyName(member), propertyValue(value)]),
  );

function propertyValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(propertyValue);
  return typeof value === 'object' && value !== null ? cloudFormationProperties(value) : value;
}
