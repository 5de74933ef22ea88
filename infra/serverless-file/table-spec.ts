/** A table as in CloudFormation's AWS::DynamoDB::Table, with its name. */
export interface TableSpec {
  readonly TableName: string;
  readonly AttributeDefinitions: readonly object[];
  readonly KeySchema: readonly object[];
  readonly BillingMode?: string;
  readonly GlobalSecondaryIndexes?: readonly { readonly IndexName: string }[];
  readonly LocalSecondaryIndexes?: readonly object[];
}
