import { AwsError } from '../../../../infra/local/aws-service.ts';
import type { Resource, Template } from '../../../../infra/stack/compile-template.ts';
import { keptResources } from '../../../../infra/stack/kept-resources.ts';
import { ACCOUNT, REGION, type Account, type Stack } from './account.ts';

type Parameters = Readonly<Record<string, string>>;

const NOTHING: Template = { Resources: {}, Outputs: {} };

/** CloudFormation as far as a deployment sees it. Every change is made at once, and seen in the events. */
export function cloudFormation(account: Account): Readonly<Record<string, (input: Parameters) => object>> {
  return {
    DescribeStacks: ({ StackName = '' }) => ({ Stacks: [describe(StackName, find(StackName))] }),
    DescribeStackResource({ StackName = '', LogicalResourceId = '' }) {
      const { [LogicalResourceId]: resource } = find(StackName).template.Resources;
      if (!resource) throw missing(`Resource ${LogicalResourceId} does not exist for stack ${StackName}`);
      return { StackResourceDetail: { LogicalResourceId, PhysicalResourceId: physicalId(LogicalResourceId) } };
    },
    DescribeStackEvents: ({ StackName = '' }) => ({
      StackEvents: find(StackName).events.map(({ id, resource, type, status, reason }) => ({
        StackId: stackId(nameOf(StackName)),
        StackName: nameOf(StackName),
        EventId: `event-${id}`,
        LogicalResourceId: resource,
        ResourceType: type,
        ResourceStatus: status,
        ResourceStatusReason: reason,
        Timestamp: new Date().toISOString(),
      })),
    }),
    ListStackResources: ({ StackName = '' }) => ({
      StackResourceSummaries: Object.entries(find(StackName).template.Resources).map(([id, { Type }]) => ({
        LogicalResourceId: id,
        PhysicalResourceId: physicalId(id),
        ResourceType: Type,
        ResourceStatus: 'CREATE_COMPLETE',
        LastUpdatedTimestamp: new Date().toISOString(),
      })),
    }),
    GetTemplate: ({ StackName = '' }) => ({ TemplateBody: JSON.stringify(find(StackName).template) }),
    ValidateTemplate: (input) => (templateOf(input), {}),
    CreateStack: (input) => change(input, 'CREATE', templateOf(input)),
    UpdateStack: (input) => change(input, 'UPDATE', templateOf(input)),
    CreateChangeSet(input) {
      const { StackName = '', ChangeSetType, ChangeSetName = '' } = input;
      if (ChangeSetType !== 'IMPORT') throw new AwsError('ValidationError', `Nobody asks for ${ChangeSetType} here.`);
      const imports = Object.entries(input)
        .filter(([name]) => /^ResourcesToImport\.member\.\d+\.LogicalResourceId$/.test(name))
        .map(([, id]) => id);
      account.changeSets.set(ChangeSetName, { template: templateOf(input), imports });
      if (!account.stacks.has(StackName)) {
        account.stacks.set(StackName, { ...newStack(), status: 'REVIEW_IN_PROGRESS' });
      }
      return { Id: ChangeSetName, StackId: stackId(StackName) };
    },
    DescribeChangeSet: ({ ChangeSetName = '' }) => ({ ChangeSetName, Status: 'CREATE_COMPLETE' }),
    ExecuteChangeSet({ StackName = '', ChangeSetName = '' }) {
      const { template, imports } = account.changeSets.get(ChangeSetName)!;
      change({ StackName }, 'IMPORT', template, imports);
      return {};
    },
    DeleteStack({ StackName = '' }) {
      const stack = account.stacks.get(StackName);
      if (stack) {
        for (const [id, resource] of Object.entries(stack.template.Resources)) {
          if (!resource.DeletionPolicy?.startsWith('Retain')) forget(id, resource);
        }
      }
      account.stacks.delete(StackName);
      return {};
    },
  };

  function find(nameOrId: string): Stack {
    const stack = account.stacks.get(nameOf(nameOrId));
    if (!stack) throw missing(`Stack with id ${nameOrId} does not exist`);
    return stack;
  }

  function templateOf({ TemplateBody, TemplateURL }: Parameters): Template {
    if (Buffer.byteLength(TemplateBody ?? '') > 51_200) {
      throw new AwsError('ValidationError', "1 validation error detected: Value at 'templateBody' failed: length");
    }
    if (TemplateBody !== undefined) return JSON.parse(TemplateBody) as Template;
    const object = account.objects.get(new URL(TemplateURL!).pathname.slice(1));
    if (!object) throw missing(`S3 error: the template ${TemplateURL} is not there`);
    return JSON.parse(object.toString()) as Template;
  }

  function change(
    { StackName = '' }: Parameters,
    action: 'CREATE' | 'UPDATE' | 'IMPORT',
    template: Template,
    imports: readonly string[] = [],
  ) {
    const stack = account.stacks.get(StackName) ?? newStack();
    account.stacks.set(StackName, stack);
    const tell = (resource: string, type: string, status: string, reason?: string): void => {
      stack.events.unshift({
        id: stack.events.length,
        resource,
        type,
        status,
        ...(reason !== undefined && { reason }),
      });
    };
    const tellStack = (status: string): void => {
      tell(StackName, 'AWS::CloudFormation::Stack', status);
      stack.status = status;
    };
    stack.changes += 1;
    tellStack(`${action}_IN_PROGRESS`);
    const added = Object.entries(template.Resources).filter(([id]) => stack.template.Resources[id] === undefined);
    for (const [at, [id, resource]] of added.entries()) {
      const reason = imports.includes(id) ? undefined : whyNot(id, resource);
      if (reason !== undefined) {
        tell(id, resource.Type, 'CREATE_FAILED', reason);
        tellStack(`${action}_ROLLBACK_IN_PROGRESS`);
        for (const [made, before] of added.slice(0, at)) if (before.DeletionPolicy !== 'Retain') forget(made, before);
        tellStack(`${action}_ROLLBACK_COMPLETE`);
        return { StackId: stackId(StackName) };
      }
      tell(id, resource.Type, imports.includes(id) ? 'IMPORT_COMPLETE' : 'CREATE_COMPLETE');
      keep(id, resource);
    }
    stack.template = template;
    tellStack(`${action}_COMPLETE`);
    return { StackId: stackId(StackName) };
  }

  function keep(id: string, resource: Resource): void {
    const { type, name = '' } = named(id, resource) ?? {};
    if (type === 'AWS::DynamoDB::Table') account.tables.add(name);
    if (type === 'AWS::ECR::Repository') account.repositories.set(name, tagsOf(resource));
  }

  function forget(id: string, resource: Resource): void {
    const { name = '' } = named(id, resource) ?? {};
    account.tables.delete(name);
    account.repositories.delete(name);
  }

  function whyNot(id: string, resource: Resource): string | undefined {
    if (account.failing === id) return 'The maximum number of these has been reached';
    const { type, name = '' } = named(id, resource) ?? {};
    if (!account.tables.has(name) && !account.repositories.has(name)) return undefined;
    return `Resource of type '${type}' with identifier '${name}' already exists.`;
  }
}

function describe(name: string, { status, template, changes }: Stack): object {
  return {
    StackId: stackId(nameOf(name)),
    StackName: nameOf(name),
    StackStatus: status,
    CreationTime: new Date(0).toISOString(),
    LastUpdatedTime: new Date(changes * 60_000).toISOString(),
    Outputs: Object.entries(template.Outputs ?? {}).map(([OutputKey, { Value }]) => ({
      OutputKey,
      OutputValue: evaluate(Value),
    })),
  };
}

/** Of the functions of CloudFormation, those that stand in outputs. */
function evaluate(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, argument] = []] = Object.entries(value as object) as [string, unknown][];
  if (name === 'Ref') return valueOf(argument as string);
  if (name === 'Fn::GetAtt') return valueOf((argument as string[]).join('.'));
  if (name === 'Fn::Sub') return (argument as string).replaceAll(/\$\{([^}]+)\}/g, (_, id: string) => valueOf(id));
  if (name !== 'Fn::Join') throw new Error(`An output has ${name}.`);
  const [separator, parts] = argument as [string, unknown[]];
  return parts.map(evaluate).join(separator);
}

function valueOf(name: string): string {
  const known: Readonly<Record<string, string>> = {
    'AWS::Region': REGION,
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::AccountId': ACCOUNT,
    HttpApi: 'a1b2c3d4e5',
  };
  return known[name] ?? (name.endsWith('.DomainName') ? 'd111111abcdef8.cloudfront.net' : physicalId(name));
}

const newStack = (): Stack => ({ status: '', template: NOTHING, events: [], changes: 0 });
const missing = (message: string): AwsError => new AwsError('ValidationError', message);
const physicalId = (logicalId: string): string => `pushlight-${logicalId.toLowerCase()}`;
const stackId = (name: string): string => `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${name}/1`;
const nameOf = (nameOrId: string): string => nameOrId.split('/')[1] ?? nameOrId;
const named = (id: string, resource: Resource) => keptResources({ Resources: { [id]: resource } })[0];
const tagsOf = ({ Properties: { Tags = [] } }: Resource): Readonly<Record<string, string>> =>
  Object.fromEntries((Tags as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]));
