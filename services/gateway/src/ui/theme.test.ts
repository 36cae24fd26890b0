import { loadAssets } from './assets.ts';
import { darkStyles } from './theme.ts';

describe('the dark theme works without a script', () => {
  test('only the rules of the dark theme are kept, for a root that has chosen nothing', () => {
    const css = '@charset "UTF-8";a{color:red}:root[data-fr-theme=dark]{--x:1}.b,[data-fr-theme=dark] .c,:root[data-fr-theme=dark] .d::before{y:2}@media (x){.e{z:3}:root[data-fr-theme=dark] .e{z:4}}@media print{.f{a:b}}';
    expect(darkStyles(css)).toBe(':root:not([data-fr-theme]){--x:1}:root:not([data-fr-theme]) .c,:root:not([data-fr-theme]) .d::before{y:2}@media (x){:root:not([data-fr-theme]) .e{z:4}}');
  });

  test('the installed design system gives its colours, small enough to be sent', async () => {
    const dark = (await loadAssets()).texts[0]?.text ?? '';
    expect(dark.includes('--grey-1000-50:#161616')).toBe(true);
    expect(dark.match(/\{/g)?.length).toBe(dark.match(/\}/g)?.length);
    expect(dark.length).toBeLessThan(60_000);
  });
});
