/** Names of the fields of one line: value, choice, explanation, outline heading. */
export const names = {
  value: (row: string): string => `v.${row}`,
  choice: (row: string): string => `c.${row}`,
  explanation: (row: string): string => `e.${row}`,
  outline: (row: string, key: string): string => `n.${row}.${key}`,
  /** The button that takes over a proposed value sends the line's id under this name. */
  take: 'reprendre',
  /** Present when only these lines are saved (by script), separated by commas. */
  only: 'lignes',
} as const;
