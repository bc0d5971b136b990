import type { Path } from '../../../requirements/schema-findings.ts';

/** What `{{name}}` stands for in the strings of a target file. */
export type Variables = Readonly<Record<string, string>>;

/** A `{{` up to its `}}`, or to the end where that is missing. */
const placeholder = /\{\{([\s\S]*?)(?:\}\}|$)/g;

/** Whether a string can only be judged once the target has started. */
export function hasVariable(text: string): boolean {
  return text.includes('{{');
}

/** The value with each `{{name}}` filled in, in every string; what is filled in is not looked at again. */
export function fillVariables<T>(
  value: T,
  variables: Variables,
  onUnknown: (path: Path, message: string) => void,
): T {
  const fillAt = (inner: unknown, path: Path): unknown => {
    if (typeof inner === 'string') return fillText(inner, path);
    if (Array.isArray(inner)) return inner.map((item, index) => fillAt(item, [...path, index]));
    if (inner === null || typeof inner !== 'object') return inner;
    return Object.fromEntries(
      Object.entries(inner).map(([key, item]) => [key, fillAt(item, [...path, key])]),
    );
  };
  const fillText = (text: string, path: Path) =>
    text.replace(placeholder, (whole, inside: string) => {
      const name = inside.trim();
      if (whole.endsWith('}}') && Object.hasOwn(variables, name)) return variables[name] ?? '';
      onUnknown(path, whole.endsWith('}}') ? unknown(name, variables) : 'a {{ without its }}');
      return whole;
    });
  return fillAt(value, []) as T;
}

function unknown(name: string, variables: Variables): string {
  const known = Object.keys(variables);
  return `unknown variable "${name}"; ${known.length > 0 ? `known are ${known.join(', ')}` : 'no launch gives any'}`;
}
