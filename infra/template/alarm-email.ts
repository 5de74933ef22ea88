import type { StackContext, StackPart } from './template-part.ts';

const TOPIC = 'AlarmTopic';

/** Where alarms are sent. Without an address they are only shown in CloudWatch. */
export const alarmActions = ({ settings }: StackContext): readonly unknown[] =>
  settings.alarmEmail === undefined ? [] : [{ Ref: TOPIC }];

export function alarmEmail({ stackName, settings }: StackContext): StackPart {
  if (settings.alarmEmail === undefined) return {};
  return {
    Resources: {
      [TOPIC]: {
        Type: 'AWS::SNS::Topic',
        // The topic is not encrypted, because CloudWatch cannot publish to a topic that uses SNS's own key, and alarms
        // contain nothing secret.
        // https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
        Properties: {
          TopicName: `${stackName}-alarms`,
          Subscription: [{ Protocol: 'email', Endpoint: settings.alarmEmail }],
        },
      },
      AlarmTopicPolicy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [{ Ref: TOPIC }],
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'cloudwatch.amazonaws.com' },
                Action: 'sns:Publish',
                Resource: { Ref: TOPIC },
                Condition: {
                  ArnLike: {
                    'aws:SourceArn': {
                      'Fn::Sub': `arn:\${AWS::Partition}:cloudwatch:\${AWS::Region}:\${AWS::AccountId}:alarm:${stackName}-*`,
                    },
                  },
                },
              },
              {
                Effect: 'Deny',
                Principal: '*',
                Action: 'sns:Publish',
                Resource: { Ref: TOPIC },
                Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              },
            ],
          },
        },
      },
    },
  };
}
