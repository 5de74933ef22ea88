import { AwsError } from '../../../../infra/local/aws/aws-service.ts';
import type { Resource, Template } from '../../../../infra/cloudformation/template.ts';
import { keptResources } from '../../../../infra/template/kept-resources.ts';
import { ACCOUNT, REGION, type Account, type ChangeSet, type Stack } from './account.ts';

type Parameters = Readonly<Record<string, string>>;

const NOTHING: Template = { Resources: {}, Outputs: {} };

/** CloudFormation as far as a deployment uses it. Every change is made at once, and appears in the events. */
export function cloudFormation(account: Account): Readonly<Record<string, (input: Parameters) => object>> {
  return {
    DescribeStacks: ({ StackName = '' }) => ({ Stacks: [describe(StackName, find(StackName))] }),
    DescribeStackResource({ StackName = '', LogicalResourceId = '' }) {
      const { [LogicalResourceId]: resource } = find(StackName).template.Resources;
      if (!resource) throw missing(`Resource ${LogicalResourceId} does not exist for stack ${StackName}`);
      return { StackResourceDetail: { LogicalResourceId, PhysicalResourceId: physicalId(LogicalResourceId) } };
    },
    DescribeStackEvents: ({ StackName = '' }) => ({
      StackEvents: find(StackName).events.map(({ id, resource, type, status, reason, token }) => ({
        StackId: stackId(nameOf(StackName)),
        StackName: nameOf(StackName),
        EventId: `event-${id}`,
        LogicalResourceId: resource,
        PhysicalResourceId: resource === nameOf(StackName) ? stackId(resource) : physicalId(resource),
        ClientRequestToken: token,
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
    GetTemplate({ StackName = '' }) {
      const { status, template } = find(StackName);
      if (status === 'REVIEW_IN_PROGRESS') throw missing(`Stack ${StackName} has no template`);
      return { TemplateBody: JSON.stringify(template) };
    },
    ValidateTemplate: (input) => (templateOf(input), {}),
    CreateStack(input) {
      const { StackName = '', OnFailure } = input;
      if (account.stacks.has(StackName)) throw new AwsError('AlreadyExistsException', `Stack ${StackName} exists`);
      const created = change(input, 'CREATE', templateOf(input));
      const stack = find(StackName);
      if (OnFailure === 'DELETE' && stack.status !== 'CREATE_COMPLETE') {
        // A deleted stack is still known by its id for 90 days.
        account.deletedStacks.set(StackName, stack);
        account.stacks.delete(StackName);
      }
      return created;
    },
    UpdateStack(input) {
      const { StackName = '' } = input;
      if (find(StackName).status === 'REVIEW_IN_PROGRESS') {
        throw missing(`Stack:${stackId(StackName)} is in REVIEW_IN_PROGRESS state and can not be updated.`);
      }
      return change(input, 'UPDATE', templateOf(input));
    },
    CreateChangeSet(input) {
      const { StackName = '', ChangeSetType, ChangeSetName = '' } = input;
      if (ChangeSetType !== 'IMPORT') throw new AwsError('ValidationError', `Nobody asks for ${ChangeSetType} here.`);
      const imports = Object.entries(input)
        .filter(([name]) => /^ResourcesToImport\.member\.\d+\.LogicalResourceId$/.test(name))
        .map(([, id]) => id);
      if (imports.length > 200) throw missing("Value at 'resourcesToImport' failed to satisfy constraint: 200 members");
      const template = templateOf(input);
      const own = changeSetsOf(StackName);
      if (own.has(ChangeSetName)) {
        throw new AwsError('AlreadyExistsException', `ChangeSet ${ChangeSetName} already exists`);
      }
      const stack = account.stacks.get(StackName) ?? { ...newStack(), status: 'REVIEW_IN_PROGRESS' };
      account.stacks.set(StackName, stack);
      const problem = account.importProblem ?? whyNoImport(stack, template, imports);
      own.set(ChangeSetName, { template, imports, ...(problem !== undefined && { problem }) });
      return { Id: ChangeSetName, StackId: stackId(StackName) };
    },
    DescribeChangeSet(input) {
      const { problem } = findChangeSet(input);
      const { ChangeSetName } = input;
      if (problem === undefined) return { ChangeSetName, Status: 'CREATE_COMPLETE' };
      return { ChangeSetName, Status: 'FAILED', StatusReason: problem };
    },
    DeleteChangeSet({ StackName = '', ChangeSetName = '' }) {
      changeSetsOf(StackName).delete(ChangeSetName);
      return {};
    },
    ExecuteChangeSet(input) {
      const { StackName = '' } = input;
      const { template, imports } = findChangeSet(input);
      account.changeSets.delete(StackName);
      change(input, 'IMPORT', template, imports);
      return {};
    },
    DeleteStack({ StackName = '' }) {
      const stack = account.stacks.get(nameOf(StackName));
      if (stack) {
        const bucket = `${physicalId('ServerlessDeploymentBucket')}/`;
        if ([...account.objects.keys()].some((key) => key.startsWith(bucket))) {
          const events = [
            ['ServerlessDeploymentBucket', 'AWS::S3::Bucket', 'The bucket you tried to delete is not empty'],
            [StackName, 'AWS::CloudFormation::Stack', 'The following resource(s) failed to delete'],
          ] as const;
          for (const [resource, type, reason] of events) {
            stack.events.unshift({ id: stack.events.length, resource, type, status: 'DELETE_FAILED', reason });
          }
          stack.status = 'DELETE_FAILED';
          return {};
        }
        for (const [id, resource] of Object.entries(stack.template.Resources)) {
          if (!resource.DeletionPolicy?.startsWith('Retain')) forget(id, resource);
        }
      }
      account.stacks.delete(nameOf(StackName));
      return {};
    },
  };

  function changeSetsOf(stackName: string): Map<string, ChangeSet> {
    const own = account.changeSets.get(stackName) ?? new Map<string, ChangeSet>();
    account.changeSets.set(stackName, own);
    return own;
  }

  function findChangeSet({ StackName = '', ChangeSetName = '' }: Parameters): ChangeSet {
    const found = account.changeSets.get(StackName)?.get(ChangeSetName);
    if (!found) throw new AwsError('ChangeSetNotFound', `ChangeSet [${ChangeSetName}] does not exist`);
    return found;
  }

  /** An import changes nothing else, and accepts only existing resources. */
  function whyNoImport(stack: Stack, template: Template, imports: readonly string[]): string | undefined {
    for (const [id, resource] of Object.entries(template.Resources)) {
      const { name = '' } = named(id, resource) ?? {};
      if (imports.includes(id)) {
        if (!account.tables.has(name) && !account.repositories.has(name)) return `${id} does not exist`;
        if (resource.DeletionPolicy === undefined) return `${id} has no DeletionPolicy`;
      } else if (JSON.stringify(resource) !== JSON.stringify(stack.template.Resources[id])) {
        return `As part of the import operation, you cannot modify or add ${id}`;
      }
    }
    return undefined;
  }

  function find(nameOrId: string): Stack {
    const isId = nameOrId.includes('/');
    const stack =
      account.stacks.get(nameOf(nameOrId)) ?? (isId ? account.deletedStacks.get(nameOf(nameOrId)) : undefined);
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
    { StackName = '', ClientRequestToken: token }: Parameters,
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
        ...(token !== undefined && { token }),
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
      const isImported = imports.includes(id);
      const reason = whyNot(id, resource, isImported);
      if (reason !== undefined) {
        tell(id, resource.Type, isImported ? 'IMPORT_FAILED' : 'CREATE_FAILED', reason);
        tellStack(`${action}_ROLLBACK_IN_PROGRESS`);
        for (const [made, before] of added.slice(0, at)) {
          if (before.DeletionPolicy !== 'Retain' && !imports.includes(made)) forget(made, before);
        }
        tellStack(`${action}_ROLLBACK_COMPLETE`);
        return { StackId: stackId(StackName) };
      }
      tell(id, resource.Type, isImported ? 'IMPORT_COMPLETE' : 'CREATE_COMPLETE');
      keep(id, resource);
    }
    stack.template = template;
    tellStack(`${action}_COMPLETE`);
    return { StackId: stackId(StackName) };
  }

  function keep(id: string, resource: Resource): void {
    const { type, name = '' } = named(id, resource) ?? {};
    if (type === 'AWS::DynamoDB::Table') account.tables.set(name, []);
    if (type === 'AWS::ECR::Repository') account.repositories.set(name, tagsOf(resource));
  }

  function forget(id: string, resource: Resource): void {
    const { name = '' } = named(id, resource) ?? {};
    account.tables.delete(name);
    account.repositories.delete(name);
  }

  function whyNot(id: string, resource: Resource, isImported: boolean): string | undefined {
    if (account.failing === id) return 'The maximum number of these has been reached';
    if (isImported) return undefined;
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

/** Evaluates those of CloudFormation's functions that occur in outputs. */
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
