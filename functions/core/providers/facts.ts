/** What is known of a provider apart from its payloads, in one small file beside their parser. */
export interface Facts {
  /** Host name of the provider's own service. Absent: every instance is self-hosted. */
  readonly host?: string;
  /** Where that service accepts SSH on port 443. */
  readonly sshHost?: string;
  /** Names of headers, lower case, of which the first that a delivery has counts. */
  readonly headers: {
    readonly event: readonly [string, ...string[]];
    readonly deliveryId: readonly [string, ...string[]];
    /** Absent where Standard Webhooks names it. */
    readonly signature?: readonly [string, ...string[]];
    /** Carries the secret itself, for hooks that verify by a token. Absent: the provider has no such hooks. */
    readonly token?: string;
  };
  /** What the event's header says of a push. */
  readonly pushEvent: string;
  /** Whether a pull request's payload holds the message of its head commit. */
  readonly pullRequestHasMessage: boolean;
  /** Makes the secret of a hook that verifies by signatures, where the host does not accept just any text. */
  readonly makeSigningSecret?: (random: Buffer) => string;
  /** How to add a hook on the host's pages, in the host's own words. */
  readonly setup: {
    readonly page: string;
    /** The credential with the smallest permission to send commit statuses. */
    readonly credential: string;
    /** What the host calls the secret. */
    readonly secret: string;
    /** What it calls the secret of a hook that verifies by a token. */
    readonly token?: string;
    /** Other fields to set. */
    readonly fields: readonly string[];
    /** What to choose, and what for. */
    readonly events: string;
  };
}
