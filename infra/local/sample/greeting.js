/** Greets whoever pushed. */
export const greeting = (name) => `Hello, ${name}!`;

if (process.argv[1] === import.meta.filename) console.log(greeting(process.argv[2] ?? 'world'));
