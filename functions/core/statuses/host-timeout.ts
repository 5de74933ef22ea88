/** A Git host did not respond in time. */
export class HostTimeout extends Error {}
