import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

const folder = new URL('../../demo-data/', import.meta.url);

/** The text of a file of `demo-data`, without its byte order mark. */
export const textOf = async (name: string): Promise<string> => (await readFile(new URL(name, folder), 'utf8')).replace(/^\uFEFF/, '');

/** A YAML file of `demo-data`, not checked yet: the import does. */
export const yamlOf = async (name: string): Promise<unknown> => parse(await textOf(name)) as unknown;
