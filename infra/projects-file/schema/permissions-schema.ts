import * as v from 'valibot';

/**
 * IAM statements for a project's role, with IAM's own keys.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
 */

const textOrTexts = v.union([v.string(), v.array(v.string())], 'must be a text or a list of texts');

const statement = v.object({
  Sid: v.optional(v.string()),
  Effect: v.picklist(['Allow', 'Deny']),
  Action: v.optional(textOrTexts),
  NotAction: v.optional(textOrTexts),
  Resource: v.optional(textOrTexts),
  NotResource: v.optional(textOrTexts),
  /** By operator, then by condition key. */
  Condition: v.optional(v.record(v.string(), v.record(v.string(), v.union([textOrTexts, v.boolean(), v.number()])))),
});

export const permissions = v.array(
  v.pipe(
    statement,
    v.partialCheck(
      [['Action'], ['NotAction']],
      ({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined),
      'must have either Action or NotAction in each statement',
    ),
    v.partialCheck(
      [['Resource'], ['NotResource']],
      ({ Resource, NotResource }) => (Resource === undefined) !== (NotResource === undefined),
      'must have either Resource or NotResource in each statement',
    ),
  ),
);
