/**
 * The time in a signed payload, in milliseconds since 1970. GitHub sends seconds in a push, Bitbucket Data Center
 * "2017-09-19T09:58:11+1000". Undefined if it is missing or not a time.
 * https://docs.github.com/webhooks/webhook-events-and-payloads#push
 * https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html
 */
export function signedTime(written: number | string | undefined): number | undefined {
  const time = typeof written === 'string' ? Date.parse(written) : Math.round((written ?? Number.NaN) * 1000);
  return Number.isSafeInteger(time) && time > 0 ? time : undefined;
}
