import { tsPlugin } from '@sveltejs/acorn-typescript';
import { Parser, type Node } from 'acorn';

/** What a module uses from elsewhere, as far as its source shows. */
export interface Module {
  readonly imports: readonly Import[];
  /** Names that it uses or imports: "fetch", "process.env", "new Date()"; a local name is among them too. */
  readonly mentions: ReadonlySet<string>;
  /** The names in each comparison of two values that the source does not show: `a.b === f(c)` has a, b, f and c. */
  readonly comparisons: readonly (readonly string[])[];
}

export interface Import {
  /** "./ref.ts", "node:crypto"; "(computed)" if it is known only at run time. */
  readonly specifier: string;
  /** Whether the import exists only for types. */
  readonly typeOnly: boolean;
}

type Part = Node & Readonly<Record<string, unknown>>;

const parser = Parser.extend(tsPlugin());

/** @throws SyntaxError naming the file if it is not a module */
export function readModule(file: string, source: string): Module {
  const imports: Import[] = [];
  const mentions = new Set<string>();
  const comparisons: (readonly string[])[] = [];
  try {
    const program = parser.parse(source, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true });
    visit(program as Node as Part, (part) => {
      const imported = importOf(part);
      if (imported) imports.push(imported);
      const mention = mentionOf(part);
      if (mention !== undefined) mentions.add(mention);
      const compared = comparedBy(part);
      if (compared.length > 1 && !compared.some(isConstant)) comparisons.push(compared.flatMap(namesIn));
    });
  } catch (cause) {
    throw new SyntaxError(`${file} is no module: ${String(cause)}`, { cause });
  }
  return { imports, mentions, comparisons };
}

function visit(part: Part, look: (part: Part) => void): void {
  look(part);
  for (const [key, value] of Object.entries(part)) {
    // The name of a property does not refer to anything.
    if ((key === 'key' || key === 'property') && part['computed'] === false && !part['shorthand']) continue;
    for (const child of [value].flat()) if (isPart(child)) visit(child, look);
  }
}

const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

function importOf(part: Part): Import | undefined {
  const source = (part['source'] ?? part['argument']) as Part | undefined | null;
  const specifier = typeof source?.['value'] === 'string' ? source['value'] : '(computed)';
  switch (part.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration': {
      if (!source) return undefined;
      const specifiers = (part['specifiers'] ?? []) as readonly Part[];
      const isType = (one: Part) => one['importKind'] === 'type' || one['exportKind'] === 'type';
      return {
        specifier,
        typeOnly: isType(part) || (specifiers.length > 0 && specifiers.every(isType)),
      };
    }
    case 'ImportExpression':
      return { specifier, typeOnly: false };
    case 'TSImportType':
      return { specifier, typeOnly: true };
    default:
      return undefined;
  }
}

function mentionOf(part: Part): string | undefined {
  switch (part.type) {
    case 'Identifier':
      return nameOf(part);
    case 'MemberExpression': {
      const [object, property] = [part['object'], part['property']] as [Part, Part];
      return object.type === 'Identifier' ? `${nameOf(object)}.${nameOf(property)}` : undefined;
    }
    case 'NewExpression': {
      const withoutArguments = (part['arguments'] as readonly Part[]).length === 0;
      return withoutArguments ? `new ${nameOf(part['callee'] as Part)}()` : undefined;
    }
    case 'MetaProperty':
      return 'import.meta';
    default:
      return undefined;
  }
}

const COMPARING = new Set(['equals', 'localeCompare', 'includes', 'indexOf', 'startsWith', 'endsWith', 'is']);

/** The two sides of a comparison: by an operator, or by a method such as `includes`, which also stops at a difference. */
function comparedBy(part: Part): readonly Part[] {
  if (part.type === 'BinaryExpression') {
    return /^[!=]==?$/.test(String(part['operator'])) ? [part['left'] as Part, part['right'] as Part] : [];
  }
  const callee = part['callee'] as Part | undefined;
  if (part.type !== 'CallExpression' || callee?.type !== 'MemberExpression') return [];
  const [object, property] = [callee['object'], callee['property']] as [Part, Part];
  return COMPARING.has(nameOf(property)) ? [object, ...(part['arguments'] as readonly Part[])] : [];
}

/** A literal, `undefined`, `-1`, `typeof a`, a template of text alone. */
const isConstant = (part: Part): boolean =>
  part.type === 'Literal' ||
  part.type === 'UnaryExpression' ||
  nameOf(part) === 'undefined' ||
  (part.type === 'TemplateLiteral' && (part['expressions'] as readonly Part[]).length === 0);

/** Every name in an expression. A length reveals nothing about its value. */
function namesIn(part: Part): readonly string[] {
  if (part.type === 'MemberExpression' && nameOf(part['property'] as Part) === 'length') return [];
  if (part.type === 'Identifier') return [nameOf(part)];
  return Object.values(part).flatMap((value) => [value].flat().filter(isPart).flatMap(namesIn));
}

/** The name of an identifier, or of a string in its place; empty if it is computed. */
function nameOf(part: Part): string {
  const name = part['name'] ?? part['value'];
  return typeof name === 'string' ? name : '';
}
