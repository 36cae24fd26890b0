// Enhancements only: everything works without this file. The root is marked at once, so that nothing moves when the page is ready.
(() => {
  const root = document.documentElement;
  root.classList.add('js');

  // --- Theme: the system's, unless the reader chose one here. Printing is always light.
  const stored = () => { try { return localStorage.getItem('theme') ?? ''; } catch { return ''; } };
  const paint = (theme) => { if (theme) root.dataset.frTheme = theme; else delete root.dataset.frTheme; };
  paint(stored());
  addEventListener('beforeprint', () => paint('light'));
  addEventListener('afterprint', () => paint(stored()));

  function theme() {
    const choice = document.querySelector('[data-theme]');
    if (!choice) return;
    choice.value = stored();
    choice.addEventListener('change', () => {
      try { localStorage.setItem('theme', choice.value); } catch { /* a private window keeps nothing */ }
      paint(choice.value);
    });
  }

  function menu() {
    const button = document.querySelector('[data-menu]');
    button?.addEventListener('click', () => {
      const open = button.getAttribute('aria-expanded') !== 'true';
      button.setAttribute('aria-expanded', String(open));
      document.getElementById('menu').toggleAttribute('data-open', open);
    });
  }

  // --- Entry grid
  const letters = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim();
  const rowOf = (element) => element.closest('[data-row]')?.dataset.row;

  function grid(form) {
    const cells = [...form.querySelectorAll('[data-cell]')];
    const said = form.querySelector('[data-saved]');
    const dirty = new Set();
    let saving = Promise.resolve();
    let last;
    const lines = (id) => [...form.querySelectorAll('[data-row]')].filter((row) => row.dataset.row === id);
    const say = (text) => { said.textContent = text; };
    const mark = (id, unsaved) => { lines(id)[0]?.toggleAttribute('data-unsaved', unsaved); };

    function touch(id) {
      dirty.add(id);
      mark(id, true);
    }

    function showMessages(line, messages) {
      const box = line.querySelector('[data-messages]');
      if (!box) return;
      const words = { error: 'Erreur', explain: 'À expliquer', info: 'À noter' };
      box.replaceChildren(...messages.map(({ tone, text }) => {
        const paragraph = document.createElement('p');
        const strong = document.createElement('strong');
        paragraph.className = `app-message app-message--${tone in words ? tone : 'info'}`;
        strong.textContent = `${words[tone] ?? words.info} :`;
        paragraph.append(strong, ` ${text}`);
        return paragraph;
      }));
      line.querySelector('[data-cell]')?.toggleAttribute('aria-invalid', messages.some(({ tone }) => tone === 'error'));
    }

    function showState(line, { state, tone }) {
      const outer = document.createElement('span');
      const badge = document.createElement('span');
      outer.className = 'app-badge';
      badge.className = `fr-badge fr-badge--sm fr-badge--no-icon${/^[a-z]+$/.test(tone) && tone !== 'neutral' ? ` fr-badge--${tone}` : ''}`;
      badge.textContent = state;
      outer.append(badge);
      line.querySelector('[data-state]')?.replaceChildren(outer);
    }

    function showRow(answer) {
      const [line] = lines(answer.id);
      if (!line) return;
      showState(line, answer);
      showMessages(line, answer.messages);
      line.querySelector('[data-explain]')?.toggleAttribute('hidden', !answer.explain);
      const cell = line.querySelector('[data-cell]');
      if (cell) line.toggleAttribute('data-waiting', cell.value.trim() === '' && line.querySelector('[data-choice]').value === 'number');
    }

    function showProgress({ answered, asked }) {
      const box = form.querySelector('[data-progress]');
      box.querySelector('[data-done]').textContent = answered;
      box.querySelector('[data-of]').textContent = asked;
      box.querySelector('progress').value = answered;
    }

    // Only the touched lines are sent; each save is a request of its own, hence a new cause.
    function bodyOf(ids) {
      const all = new FormData(form);
      const body = new URLSearchParams();
      for (const [name, value] of all) {
        const owner = /^[vcen]\.([\w-]+)/.exec(name)?.[1];
        if (owner === undefined ? name !== '_cause' : ids.includes(owner)) body.append(name, value);
      }
      const random = crypto.getRandomValues(new Uint8Array(16));
      body.append('_cause', [...random].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
      body.append('lignes', ids.join(','));
      return body;
    }

    async function send(ids) {
      say('Enregistrement…');
      const response = await fetch(form.action, { method: 'POST', body: bodyOf(ids), headers: { accept: 'application/json' }, credentials: 'same-origin' });
      const answer = response.headers.get('content-type')?.includes('json') ? await response.json() : {};
      if (!response.ok) throw Object.assign(new Error(answer.message ?? 'le serveur a refusé'), { answered: true });
      answer.rows.forEach(showRow);
      showProgress(answer);
      say(answer.saved);
    }

    function failed(ids, fault) {
      ids.forEach(touch);
      say(`Non enregistré : ${fault.answered ? fault.message : 'pas de réponse du serveur'}. Vos saisies restent à l'écran ; utilisez « Enregistrer » pour réessayer.`);
    }

    // One save at a time, in order: two answers can never cross.
    function save() {
      saving = saving.then(async () => {
        const ids = [...dirty];
        if (ids.length === 0) return;
        dirty.clear();
        ids.forEach((id) => mark(id, false));
        await send(ids).catch((fault) => failed(ids, fault));
      });
    }

    function go(cell, step) {
      const next = cells[cells.indexOf(cell) + step];
      if (!next) return false;
      next.focus();
      next.select();
      return true;
    }

    const atEdge = (cell, key) => cell.selectionStart === cell.selectionEnd ? cell.selectionStart === (key === 'ArrowLeft' ? 0 : cell.value.length) : false;

    form.addEventListener('keydown', (event) => {
      const cell = event.target;
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const choice = cell.matches('[data-cell]') ? cell.parentElement.querySelector('[data-choice]') : null;
      if (event.key === 'ArrowLeft' && cell.matches('[data-choice]')) { event.preventDefault(); cell.previousElementSibling.focus(); return; }
      if (!choice) return;
      if (event.key === 'Enter') { event.preventDefault(); if (!go(cell, event.shiftKey ? -1 : 1)) cell.blur(); }
      if (event.key === 'ArrowDown' && go(cell, 1)) event.preventDefault();
      if (event.key === 'ArrowUp' && go(cell, -1)) event.preventDefault();
      if (event.key === 'ArrowRight' && atEdge(cell, event.key)) { event.preventDefault(); choice.focus(); }
    });

    // A block of several columns is matched by its first column when that names lines; else cells are filled downwards. Its last column holds the values.
    form.addEventListener('paste', (event) => {
      const cell = event.target;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const block = text.replace(/\r/g, '').replace(/\n$/, '').split('\n').map((line) => line.split('\t'));
      if (!cell.matches('[data-cell]') || (block.length === 1 && block[0].length === 1)) return;
      event.preventDefault();
      const labels = new Map(cells.map((one) => [letters(one.closest('[data-row]').dataset.label), one]));
      const named = block.some((columns) => columns.length > 1 && labels.has(letters(columns[0])));
      const start = cells.indexOf(cell);
      let filled = 0;
      block.forEach((columns, index) => {
        const value = columns.at(-1).trim();
        const to = named ? labels.get(letters(columns[0])) : cells[start + index];
        if (!to || value === '') return;
        fill(to, value);
        filled += 1;
      });
      save();
      const left = block.length - filled;
      cell.closest('form').querySelector('[data-pasted]')?.remove();
      const note = document.createElement('p');
      note.dataset.pasted = '';
      note.className = 'app-saved';
      note.textContent = `${filled} valeur${filled > 1 ? 's collées' : ' collée'}${left > 0 ? `, ${left} ligne${left > 1 ? 's laissées' : ' laissée'} de côté (vide ou sans indicateur)` : ''}.`;
      said.after(note);
    });

    function fill(cell, value) {
      const choice = cell.parentElement.querySelector('[data-choice]');
      const short = letters(value).replace(/ /g, '');
      choice.value = short === 'nr' ? 'missing' : short === 'so' ? 'notApplicable' : 'number';
      cell.value = choice.value === 'number' ? value : '';
      touch(rowOf(cell));
    }

    form.addEventListener('input', (event) => { const id = rowOf(event.target); if (id) touch(id); });
    form.addEventListener('change', (event) => { const id = rowOf(event.target); if (id) { touch(id); save(); } });
    form.addEventListener('focusout', (event) => { if (dirty.has(rowOf(event.target))) save(); });

    form.addEventListener('click', (event) => {
      const take = event.target.closest('[data-take]');
      const next = event.target.closest('[data-next]');
      if (take) {
        const cell = take.closest('[data-row]').querySelector('[data-cell]');
        event.preventDefault();
        fill(cell, take.dataset.take);
        save();
        cell.focus();
      }
      if (next) {
        event.preventDefault();
        const waiting = cells.filter((cell) => cell.closest('[data-waiting]'));
        const here = cells.indexOf(last);
        (waiting.find((cell) => cells.indexOf(cell) > here) ?? waiting[0])?.focus();
        if (waiting.length === 0) say('Toutes les lignes chiffrées sont remplies.');
      }
    });
    form.addEventListener('focusin', (event) => { if (event.target.matches('[data-cell]')) last = event.target; });
    form.addEventListener('submit', () => dirty.clear());
    addEventListener('beforeunload', (event) => { if (dirty.size > 0) event.preventDefault(); });
  }

  document.addEventListener('DOMContentLoaded', () => {
    theme();
    menu();
    document.querySelectorAll('form[data-grid]').forEach(grid);
    document.querySelector('[data-focus]')?.focus();
  });
})();
