/**
 * The meaning of each key in the projects file, by path: `projects[]` is an item of a list, `{name}` a name that the
 * user chooses. Keys in CodeBuild's structures that are missing here have the meaning that AWS documents.
 */
export const KEY_MEANINGS: Readonly<Record<string, string>> = {
  'webhooks.{name}':
    'A hook: the endpoint `POST /webhooks/{name}`. Its name is lower-case letters, digits and hyphens.',
  'webhooks.{name}.provider':
    'Which protocol the host speaks. Forgejo and Gogs speak `gitea`; Bitbucket Data Center speaks `bitbucket`.',
  'webhooks.{name}.host':
    'The host name in the clone URLs, with a port if they have one. By default `github.com`, `gitlab.com` or `bitbucket.org`; required for `gitea`.',
  'webhooks.{name}.verification':
    'How deliveries are verified: by a signature (the default), or by a plain token (GitLab only).',

  'webhooks.{name}.credential':
    '`token`: Pushlight itself sends commit statuses to the host, with the token that `npm run secret -- {name} --credential` keeps in Parameter Store.',
  'webhooks.{name}.statuses':
    'What is reported to commits, for projects without `statuses` of their own: `builds` (the default with a `credential`), `all` (also pushes that did not need a build) or `none`. Without a credential, CodeBuild reports builds if it can.',

  'projects[].name': 'The name of the project in CodeBuild: 2 to 150 letters, digits, hyphens and underscores.',
  'projects[].arn':
    'The ARN of a project that already exists. Pushlight then only references it, and everything else of CodeBuild can be left out or stay as pasted. A project without `arn` is created by the deployment.',
  'projects[].description': 'A text for people.',
  'projects[].source': 'What is built. `buildspec` is inline, a path, or the ARN of a file in S3.',
  'projects[].sourceVersion': 'The version that is built if a start names none.',
  'projects[].secondarySources': 'More sources, each as `source` and with a `sourceIdentifier`; at most 12.',
  'projects[].secondarySourceVersions': 'Their versions.',
  'projects[].environment': 'Where it builds: the kind of machine, the image and the variables.',
  'projects[].environment.environmentVariables[].name': 'Cannot begin with `PUSHLIGHT_`, `WEBHOOK_` or `CODEBUILD_`.',
  'projects[].environment.environmentVariables[].type':
    '`PLAINTEXT` by default. The other types name a parameter or secret, which the created role can read.',
  'projects[].artifacts': 'What is kept of a build, and where; nothing by default.',
  'projects[].secondaryArtifacts': 'More artifacts, each as `artifacts`; at most 12.',
  'projects[].cache': 'What is kept for the next build.',
  'projects[].logsConfig': 'Where the log goes; to CloudWatch Logs by default.',
  'projects[].timeoutInMinutes': '60 by default.',
  'projects[].queuedTimeoutInMinutes': '480 by default.',
  'projects[].concurrentBuildLimit': 'How many builds of the project run at once.',
  'projects[].autoRetryLimit': 'How often CodeBuild repeats a failed build by itself.',
  'projects[].serviceRole': 'The ARN of a role of your own. Without it, a role is created for what the project names.',
  'projects[].encryptionKey': 'The KMS key of the artifacts.',
  'projects[].fileSystemLocations': 'EFS file systems to mount.',
  'projects[].buildBatchConfig': 'Accepted with a paste. Pushlight starts no batch builds.',
  'projects[].tags': 'Tags of the project. `pushlight:stage` is added.',
  'projects[].vpcConfig': 'The network: `create: true`, or `vpcId`, `subnets` and `securityGroupIds` of your own.',
  'projects[].vpcConfig.create':
    'Creates one VPC for all projects of the stage that ask for it: private subnets in two zones, nothing inbound, and one NAT gateway, which is billed by the hour.',
  'projects[].projectVisibility': 'Whether CodeBuild shows builds to the public. A Pushlight badge does not need it.',
  'projects[].resourceAccessRole': 'The role that public builds use.',

  'projects[].repository':
    'The clone URL of the repository whose pushes build the project, if the source does not name it: `NO_SOURCE`, S3, or a host that CodeBuild does not know. No source version is sent then.',
  'projects[].repositoryId':
    "The host's own id of the repository. A renamed or re-registered repository then builds nothing.",
  'projects[].hook': 'Only deliveries of this hook build the project.',
  'projects[].skipCi':
    '`false` builds pushes whose head commit message contains `[skip ci]`, `[ci skip]`, `[no ci]` or `[skip codebuild]`, which are skipped by default.',
  'projects[].concurrency': 'What happens to older builds of a branch, tag or pull request.',
  'projects[].concurrency.group': 'Builds of one ref belong together.',
  'projects[].concurrency.cancelInProgress':
    'A newer commit stops older unfinished builds of its ref that webhooks started, and a delivery received before the one last started builds nothing.',
  'projects[].webhook': 'Which events build the project. The deployment does not create a webhook of CodeBuild.',
  'projects[].webhook.filterGroups':
    'Any group that passes starts a build; all filters of a group must pass. Without groups, no event builds.',
  'projects[].webhook.filterGroups[][].pattern': 'A regular expression, or event types separated by commas.',
  'projects[].webhook.filterGroups[][].excludeMatchedPattern': 'The filter passes if the pattern does not match.',
  'projects[].webhook.buildType': 'Only `BUILD`.',
  'projects[].webhook.pullRequestBuildPolicy': 'Which pull requests build. Without it, pull requests of forks do not.',
  'projects[].webhook.pullRequestBuildPolicy.requiresCommentApproval':
    '`DISABLED` builds all. The others name the pull requests that need an approving comment; since comments are not read, these do not build.',
  'projects[].webhook.scopeConfiguration': 'The project builds every repository of an organization or group.',
  'projects[].webhook.payloadUrl':
    "Reported if it is present: CodeBuild's own webhook still exists, so every push builds twice.",
  'projects[].webhook.url': 'As `payloadUrl`.',
  'projects[].badge': 'The public badge.',
  'projects[].badge.badgeEnabled': '`true` makes the badge public.',
  'projects[].badge.branch': 'The branch that the badge shows if a request names no ref.',
  'projects[].badge.label': 'Its label instead of "build".',
  'projects[].badge.style': 'Its style instead of `flat`.',
  'projects[].link':
    "The URL that the badge links to. By default, it links to the project's page, or to the list of badges.",
  'projects[].pages':
    '`public` shows the project and its builds to everyone who has the address; `indexed` lets search engines list the pages, too. By default, nobody can tell that the project exists.',
  'projects[].statuses': "The same for this project, instead of its hook's.",
  'projects[].statusContext': 'The name of the commit status; `pushlight/` and the project by default.',
  'projects[].logExcerpt':
    'Keeps the last lines of a failed command, without secrets, for the page of the build. Without the key, nothing of a log is kept.',
  'projects[].logExcerpt.when': '`failed` (the default) or `always`: of which builds.',
  'projects[].logExcerpt.forks': '`true` also keeps those of pull requests that may be of a fork.',
  'projects[].logExcerpt.secrets':
    "`masked` relies on CodeBuild's masks. By default, builds with variables from Parameter Store or Secrets Manager, or with a buildspec that cannot be checked, have no excerpt.",
  'projects[].permissions': 'IAM statements for the created role.',
  'projects[].imageRepository':
    'Creates an ECR repository, the right to push to it, and the variable `IMAGE_REPOSITORY_URI`. It scans each push, never overwrites a tag, keeps the newest 500 images, and outlives the stack.',
  'projects[].ignore': 'Findings of `npm run check` that the project accepts on purpose.',
  'projects[].ignore[].id': 'The id of the finding.',
  'projects[].ignore[].because': 'The reason.',

  'stack.domain': 'The host name of everything; with a `cdn`, of everything but webhooks.',
  'stack.hostedZone': "The domain's hosted zone in Route 53; its records are then created.",
  'stack.certificate': 'The ARN of a certificate of the domain; without it, one is created.',
  'stack.cdn': 'CloudFront serves badges, pages and the API, and keeps badges and pages for 15 seconds.',
  'stack.dashboard': 'A dashboard in CloudWatch, for 3 USD a month.',
  'stack.alarmEmail': 'Alarms are sent there.',

  'api.issuers.{name}': 'An issuer of OpenID Connect tokens.',
  'api.issuers.{name}.provider': 'An issuer whose claims are known.',
  'api.issuers.{name}.url':
    'Its URL, as in the `iss` claim of its tokens; by default that of github.com or gitlab.com for their providers.',
  'api.issuers.{name}.audience': 'The audience of your tokens, a name of your own.',
  'api.issuers.{name}.singleUse': '`true` by default: each token starts one build, and needs a `jti`.',
  'api.rules[].issuer': 'The name of an issuer.',
  'api.rules[].claims': 'The claims that a token must have, with their exact values.',
  'api.rules[].projects': 'Names of projects, or patterns in which `*` matches any text.',
  'api.rules[].actions': 'Only `read` by default.',
  'api.rules[].refs': 'Branches (`main`, `release/*`) or full refs (`refs/tags/v*`).',
  'api.rules[].variables': 'The exact names of the variables that a start can set.',
};
