/** What one PromQL expression speaks of. */
export interface Spoken {
  readonly metrics: readonly string[];
  readonly labels: readonly string[];
}

const words: ReadonlySet<string> = new Set(['and', 'or', 'unless', 'bool', 'offset', 'by', 'without', 'on', 'ignoring', 'group_left', 'group_right', 'inf', 'nan']);
const names = (text: string): string[] => [...text.matchAll(/[a-zA-Z_:][a-zA-Z0-9_:]*/g)].map(([name]) => name);

/** The metrics and labels of an expression: enough of PromQL for our own dashboards, not a parser. */
export function spokenOf(expression: string): Spoken {
  const labels: string[] = [];
  const inSelectors = expression.replace(/\{([^}]*)\}/g, (_all, inside: string) => { labels.push(...names(inside.replace(/"[^"]*"/g, ''))); return ' '; });
  const inGroups = inSelectors.replace(/\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g, (_all, inside: string) => { labels.push(...names(inside)); return ' '; });
  const query = /^label_values\((.+), (\w+)\)$/.exec(inGroups);
  if (query) return { metrics: names(query[1] ?? ''), labels: [...labels, query[2] ?? ''] };
  const bare = inGroups.replace(/\[[^\]]*\]/g, ' ').replace(/(?<![\w:])\d[\w.]*/g, ' ');
  const metrics = [...bare.matchAll(/([a-zA-Z_:][a-zA-Z0-9_:]*)(\s*\()?/g)].flatMap(([, name = '', call]) => (call || words.has(name) ? [] : [name]));
  return { metrics: [...new Set(metrics)], labels: [...new Set(labels)] };
}

/** Every expression in a dashboard or a rules file that was parsed, wherever it stands. */
export function expressionsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(expressionsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => ((key === 'expr' || key === 'query') && typeof inside === 'string' ? [inside] : expressionsIn(inside)));
}
