export interface ListRequest {
  /** From 1; not a number if the query names none. */
  readonly page: number;
  readonly query: URLSearchParams;
  /** The origin of this service: "https://ci.example.com" */
  readonly origin: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}
