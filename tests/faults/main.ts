// npm run faults: see asked.ts for its options. Figures go to the output, all else to the error output.
import { isMet, print } from '../bench/figures.ts';
import { askedOf, help, type Asked } from './asked.ts';
import { figuresOf, reportOf } from './figures.ts';
import { forms } from './forms.ts';
import { run } from './run.ts';

const say = (line: string): void => { process.stderr.write(`${line}\n`); };

async function main({ engines, seed, form, json }: Asked): Promise<boolean> {
  say(`Faults of seed ${seed} (--seed ${seed} makes the same plan again), ${form} form`);
  let isWell = true;
  let end = (): Promise<void> => Promise.resolve();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { say('Stopping…'); void end().finally(() => { process.exit(130); }); });
  for (const engine of engines) {
    const outcome = await run({ engine, seed, form: forms[form][engine], say, onCleaner: (clean) => { end = clean; } });
    const figures = figuresOf(outcome, forms[form][engine].least);
    for (const figure of figures) print(figure, json);
    for (const line of reportOf(outcome, seed)) say(line);
    isWell &&= figures.every(isMet);
  }
  return isWell;
}

try {
  const asked = askedOf(process.argv.slice(2), () => Date.now() % 1_000_000);
  if (!asked) process.stdout.write(help);
  process.exit(!asked || await main(asked) ? 0 : 1);
} catch (error) {
  say(error instanceof TypeError || (error as Error).name === 'Lacking' ? (error as Error).message : String((error as Error).stack));
  process.exit(1);
}
