/** One field with its place, from 1. */
export interface Field {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

interface Reader {
  readonly body: string;
  readonly separator: string;
  at: number;
  line: number;
}

/** Reads to the closing quote; a doubled quote is one quote. A quote that never closes takes the rest, as spreadsheets do. */
function quoted(reader: Reader): string {
  let text = '';
  for (reader.at += 1; reader.at < reader.body.length; reader.at += 1) {
    const letter = reader.body.charAt(reader.at);
    if (letter === '\n') reader.line += 1;
    if (letter === '"' && reader.body.charAt(reader.at + 1) !== '"') { reader.at += 1; break; }
    if (letter === '"') reader.at += 1;
    text += letter;
  }
  return text;
}

/** Reads to the next separator or line end. What follows a closing quote is kept: nothing is lost without a word. */
function field(reader: Reader): string {
  let text = reader.body.charAt(reader.at) === '"' ? quoted(reader) : '';
  while (reader.at < reader.body.length && reader.body.charAt(reader.at) !== reader.separator && reader.body.charAt(reader.at) !== '\n') {
    text += reader.body.charAt(reader.at);
    reader.at += 1;
  }
  return text;
}

/** Splits delimited text into rows of fields. A byte-order mark and the kind of line ends do not matter. */
export function splitDelimited(text: string, separator: string): readonly (readonly Field[])[] {
  const reader: Reader = { body: text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'), separator, at: 0, line: 1 };
  const rows: Field[][] = [];
  while (reader.at < reader.body.length) {
    const row: Field[] = [];
    const line = reader.line;
    for (let more = true; more; ) {
      row.push({ line, column: row.length + 1, text: field(reader) });
      more = reader.body.charAt(reader.at) === separator;
      reader.at += 1;
    }
    reader.line += 1;
    rows.push(row);
  }
  return rows;
}
