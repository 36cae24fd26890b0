import fc from 'fast-check';
import { gallery, galleryParts } from './gallery.ts';
import { attributes, html, render, safeUrl } from './html.ts';
import type { Content } from './html.ts';

const hostile = `<script>alert('x')</script><img src=x onerror=alert(1)>" onmouseover="alert(1)' </textarea></title></svg>&amp;`;

describe('whatever a user wrote is shown, never run', () => {
  test.each(galleryParts)('every component of the part « %s », with a script in every text', (part) => {
    const page = render(gallery(part, (text) => `${text}${hostile}`));
    expect(page).toContain('&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;');
    for (const raw of ["<script>alert", '<img', '" onmouseover="', "alert(1)'", '</textarea></title>', '&amp;</']) expect(page.replaceAll('&amp;amp;', '')).not.toContain(raw);
    expect(page.match(/<script/g)).toHaveLength(1);
  });

  test('no style, no script, no address that runs stands in a page: the strictest content policy holds', () => {
    for (const part of galleryParts) expect(render(gallery(part))).not.toMatch(/ style="|<style|javascript:| on[a-z]+="/);
  });

  test('any text comes back as it was from a template', () => {
    const unescape = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
    fc.assert(fc.property(fc.string(), (text) => {
      const shown = render(html`${text}`);
      expect(shown).not.toMatch(/[<>"']/);
      expect(unescape(shown)).toBe(text);
    }));
  });

  test('an object out of JSON that claims to be escaped is refused', () => {
    const forged = JSON.parse('{"isEscaped":true}') as Content;
    expect(() => html`<p>${forged}</p>`).toThrow(TypeError);
    expect(() => html`<p>${[forged]}</p>`).toThrow(TypeError);
  });

  test('false, null and undefined show nothing, zero shows', () => {
    expect(render(html`${false}${null}${undefined}${0}${['a', [html`<b>b</b>`]]}`)).toBe('0a<b>b</b>');
    expect(render(attributes({ id: 'a"b', disabled: true, hidden: false, title: undefined }))).toBe(' id="a&quot;b" disabled');
    expect(() => attributes({ 'on click': 'x' })).toThrow(TypeError);
  });

  test.each([['/contrats?x=1', true], ['#champ', true], ['?page=2', true], ['https://legifrance.gouv.fr', true], ['mailto:a@b.fr', true],
    ['javascript:alert(1)', false], [' JaVaScRiPt:alert(1)', false], ['//ailleurs.example', false], ['/\\ailleurs.example', false], ['data:text/html,x', false], ['/\n/ailleurs', false]])('the address %j may be followed: %s', (address, kept) => {
    expect(safeUrl(address)).toBe(kept ? address.trim() : '#');
  });
});
