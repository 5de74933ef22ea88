/** A response, or undefined where the service refuses it by an error of this name. */
export const unlessNamed = <T>(errorName: string, response: Promise<T>): Promise<T | undefined> =>
  response.catch((error: unknown) => {
    if (error instanceof Error && error.name === errorName) return undefined;
    throw error;
  });
