import { general, protects, unusable, warning, type FindingKind } from './finding-kind.ts';

/** Of what starts builds: hooks, repositories, filters, and the API's rules. */
export const TRIGGER_FINDINGS = {
  'hook-without-host': unusable('A hook of a self-hosted provider has no `host`.'),
  'hook-without-project': general('No project has a repository at the host of this hook.'),
  'verification-not-supported': unusable('The provider of the hook has no deliveries with a plain token.'),

  'duplicate-project-name': unusable('Two projects have the same name.'),
  'unknown-hook': unusable('A project names a hook that `webhooks` does not contain.'),
  'ambiguous-hook': unusable('Several hooks could deliver for this repository.'),
  'repository-without-hook': warning('No hook takes deliveries from the host of this repository.'),
  'repository-not-a-url': unusable('`repository` is not a clone URL.'),
  'webhook-without-repository': unusable('Nothing names the repository whose deliveries should start this project.'),
  'scope-with-one-source': warning('Every repository of the scope would build the same source.'),
  'codebuild-webhook-exists': warning("CodeBuild's own webhook still exists, so each push builds twice."),
  'webhook-without-filter-groups': warning('The webhook has no filter groups, so nothing starts a build.'),

  'filter-group-without-event': unusable('A filter group has no EVENT filter.'),
  'unknown-event-type': unusable('An EVENT filter names an event type that does not exist.'),
  'runner-filter': unusable('A filter is for GitHub Actions runners, which Pushlight does not start.'),
  'invalid-pattern': unusable('A pattern is not a regular expression that CodeBuild accepts.'),
  'slow-pattern': protects('Matching the pattern could take exponential time.'),
  'account-id-not-anchored': protects('An ACTOR_ACCOUNT_ID pattern could match longer account ids.'),
  'ref-pattern-not-anchored': warning('A pattern of a ref also matches longer refs.'),
  'pull-requests-of-anyone': warning("Anybody's pull request can start a build with the rights of the project."),
  'commit-message-never-matches': warning("The host's pull request events contain no commit message."),

  'duplicate-issuer-url': unusable('Two issuers have the same URL.'),
  'unknown-issuer': unusable('A rule names an issuer that does not exist.'),
  'unknown-project': unusable('A rule names a project that does not exist.'),
  'issuer-without-url': unusable('An issuer has neither `url` nor a known `provider`.'),
  'audience-of-everyone': protects('The audience is one that tokens issued for anybody have.'),
  'audience-of-organization': general('The audience is one that all jobs of an organization have tokens for.'),
  'token-used-again': general('`singleUse: false` lets a token start any number of builds until it expires.'),
  'rule-without-claims': protects('A rule requires no claim, so any token of the issuer would do.'),
  'rule-without-id': protects('A rule does not require the numeric id of the repository or its owner.'),
  'rule-without-ref': protects('A rule does not say which code may run, so any branch would do.'),
  'ref-claim-form': unusable("A rule's `ref` does not have the form that the issuer uses."),
  'grant-without-effect': unusable('A rule grants something that cannot be used.'),
} as const satisfies Readonly<Record<string, FindingKind>>;
