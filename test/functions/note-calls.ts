/** The same port, and the names of the methods that are called on it. */
export function noteCalls<Port extends object>(port: Port): { readonly port: Port; readonly calls: string[] } {
  const calls: string[] = [];
  const noted = new Proxy(port, {
    get(target, name): unknown {
      calls.push(String(name));
      return Reflect.get(target, name);
    },
  });
  return { port: noted, calls };
}
