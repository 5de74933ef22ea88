/** Facts about a provider apart from its payloads, in a small file next to their parser. */
export interface Facts {
  /** Host name of the provider's own service; absent if every instance is self-hosted. */
  readonly host?: string;
  /** The host where that service accepts SSH on port 443. */
  readonly sshHost?: string;
  /** Lower-case header names. The first one that a delivery has is used. */
  readonly headers: {
    readonly event: readonly [string, ...string[]];
    readonly deliveryId: readonly [string, ...string[]];
    /** Absent if Standard Webhooks defines it. */
    readonly signature?: readonly [string, ...string[]];
    /** Contains the secret itself, for hooks that verify by a token. Absent if the provider has no such hooks. */
    readonly token?: string;
  };
  /** The value of the event's header for a push. */
  readonly pushEvent: string;
  /** Whether a pull request's payload contains the message of its head commit. */
  readonly pullRequestHasMessage: boolean;
  /** Makes the secret of a hook that verifies by signatures, if the host does not accept arbitrary text. */
  readonly makeSigningSecret?: (random: Buffer) => string;
  /** How to add a hook on the host's pages, in the host's own words. */
  readonly setup: {
    readonly page: string;
    /** The credential with the smallest permission to send commit statuses. */
    readonly credential: string;
    /** The host's name for the secret. */
    readonly secret: string;
    /** The host's name for the secret of a hook that verifies by a token. */
    readonly token?: string;
    /** Other fields to set. */
    readonly fields: readonly string[];
    /** Which events to choose, and what for. */
    readonly events: string;
  };
}
