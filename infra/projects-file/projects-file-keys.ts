/**
 * What may stand in the projects file, mapping by mapping. A project is written as `aws codebuild batch-get-projects`
 * prints one, so that an existing one can be pasted in.
 *
 * read: acts on it · codebuild: CodeBuild's own, handed on as it is · paste: comes with a paste and says nothing new ·
 * later: will be read, and is refused until then, so that nobody believes it works
 */
export type KeyUse = 'read' | 'codebuild' | 'paste' | 'later';

export const PROJECTS_FILE_KEYS = {
  file: { webhooks: 'read', projects: 'read', stack: 'later', api: 'later', projectsNotFound: 'paste' },
  hook: { provider: 'read', host: 'read', verification: 'read' },
  project: {
    name: 'read',
    source: 'read',
    repository: 'read',
    webhook: 'read',
    badge: 'read',
    link: 'read',
    arn: 'read',
    repositoryId: 'read',
    hook: 'read',
    skipCi: 'read',
    concurrency: 'read',
    permissions: 'later',
    imageRepository: 'later',
    description: 'codebuild',
    secondarySources: 'codebuild',
    sourceVersion: 'codebuild',
    secondarySourceVersions: 'codebuild',
    artifacts: 'codebuild',
    secondaryArtifacts: 'codebuild',
    cache: 'codebuild',
    environment: 'codebuild',
    serviceRole: 'codebuild',
    timeoutInMinutes: 'codebuild',
    queuedTimeoutInMinutes: 'codebuild',
    encryptionKey: 'codebuild',
    tags: 'codebuild',
    vpcConfig: 'codebuild',
    logsConfig: 'codebuild',
    fileSystemLocations: 'codebuild',
    concurrentBuildLimit: 'codebuild',
    projectVisibility: 'codebuild',
    resourceAccessRole: 'codebuild',
    autoRetryLimit: 'codebuild',
    created: 'paste',
    lastModified: 'paste',
    buildBatchConfig: 'paste',
    publicProjectAlias: 'paste',
  },
  webhook: {
    filterGroups: 'read',
    buildType: 'read',
    payloadUrl: 'read',
    url: 'read',
    pullRequestBuildPolicy: 'read',
    scopeConfiguration: 'read',
    branchFilter: 'later',
    secret: 'paste',
    lastModifiedSecret: 'paste',
    manualCreation: 'paste',
    status: 'paste',
    statusMessage: 'paste',
  },
  concurrency: { group: 'read', cancelInProgress: 'read' },
  pullRequestBuildPolicy: { requiresCommentApproval: 'read', approverRoles: 'read' },
  scopeConfiguration: { name: 'read', domain: 'read', scope: 'read' },
  filter: { type: 'read', pattern: 'read', excludeMatchedPattern: 'read' },
  badge: { badgeEnabled: 'read', label: 'read', style: 'read', badgeRequestUrl: 'paste' },
} as const satisfies Record<string, Readonly<Record<string, KeyUse>>>;

export type ProjectsFileMapping = keyof typeof PROJECTS_FILE_KEYS;
