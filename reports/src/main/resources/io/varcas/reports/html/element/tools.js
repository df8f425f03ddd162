// Copy, download, sort and link: for each table, each chart and each heading of the page. Keeps the theme that was chosen.
(function () {
  'use strict';

  const root = document.documentElement;
  const KEY = 'varcas-theme';
  const charts = JSON.parse(document.getElementById('charts').textContent);
  const PNG_SCALE = 2;
  const SPOKEN_MILLIS = 4000;

  // Before the first chart is drawn. A browser that keeps nothing for files is no fault.
  try {
    const kept = localStorage.getItem(KEY);
    if (kept) { root.dataset.theme = kept; }
  } catch (refused) { /* The system's theme stays. */ }
  document.getElementById('theme').addEventListener('click', () => setTimeout(() => {
    try { localStorage.setItem(KEY, root.dataset.theme); } catch (refused) { /* It is not kept. */ }
  }));

  const status = document.createElement('p');
  status.className = 'hidden';
  status.setAttribute('role', 'status');
  document.querySelector('main').append(status);

  function say(text) {
    status.textContent = text;
    setTimeout(() => { status.textContent = ''; }, SPOKEN_MILLIS);
  }

  function slug(text) {
    return text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 60) || 'part';
  }

  const ids = new Set([...document.querySelectorAll('[id]')].map(e => e.id));

  /** Gives an element an id that follows from its section and name, so that links stay right when the page is written again. */
  function identify(element, name) {
    if (!element.id) {
      const section = element.closest('section[id]');
      const base = (section ? section.id + '-' : '') + slug(name);
      let id = base;
      for (let n = 2; ids.has(id); n++) { id = base + '-' + n; }
      ids.add(id);
      element.id = id;
    }
    return element.id;
  }

  function button(word, label, act) {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = word;
    made.setAttribute('aria-label', word + ': ' + label);
    made.addEventListener('click', act);
    return made;
  }

  function anchor(id, label) {
    const made = document.createElement('a');
    made.href = '#' + id;
    made.textContent = '#';
    made.className = 'anchor';
    made.setAttribute('aria-label', 'Link to ' + label);
    return made;
  }

  function tools(...parts) {
    const made = document.createElement('span');
    made.className = 'tools';
    made.append(...parts);
    return made;
  }

  function save(name, type, content) {
    const link = document.createElement('a');
    link.download = slug(document.title.replace(/ · Varcas$/, '')) + '-' + name;
    link.href = content.startsWith && content.startsWith('data:') ? content : URL.createObjectURL(new Blob([content], {type}));
    link.click();
    say(link.download + ' downloaded');
    setTimeout(() => URL.revokeObjectURL(link.href), SPOKEN_MILLIS);
  }

  /** Without the clipboard of a page, by the copy command of the document. */
  function copy(text) {
    const byCommand = () => {
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    };
    (navigator.clipboard ? navigator.clipboard.writeText(text).catch(byCommand) : Promise.resolve(byCommand())).then(() => say('Copied'));
  }

  /** A text that a spreadsheet would take for a formula begins with an apostrophe: texts of servers are in the tables. */
  function safe(text) {
    return /^[=+\-@\t]/.test(text) && !/^[+-]?[\d.,]+( ?%)?$/.test(text) ? "'" + text : text;
  }

  function csv(rows) {
    return rows.map(row => row.map(cell => {
      const text = safe(String(cell ?? ''));
      return /[",\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
    }).join(',')).join('\r\n') + '\r\n';
  }

  function tsv(rows) {
    return rows.map(row => row.map(cell => safe(String(cell ?? '')).replace(/[\t\n]+/g, ' ')).join('\t')).join('\n') + '\n';
  }

  // Tables.

  function cellText(cell) {
    const copyOf = cell.cloneNode(true);
    copyOf.querySelectorAll('.tools').forEach(t => t.remove());
    const plot = copyOf.querySelector('svg[aria-label]');
    return plot ? plot.getAttribute('aria-label') : copyOf.textContent.trim().replace(/\s+/g, ' ');
  }

  function rowsOf(table) {
    return [...table.rows].map(row => [...row.cells].map(cellText));
  }

  /** Numbers by their value, whatever stands behind them; without a number after them, texts by the alphabet. */
  function order(a, b) {
    const value = text => text.startsWith('∞') ? Infinity : /^[+\-−✓✗?=▲▼ ]*[\d.]/.test(text) ? parseFloat(text.replace(/,/g, '').replace('−', '-').replace(/^[^\d.+-]+/, '')) : NaN;
    const x = value(a), y = value(b);
    if (isNaN(x) !== isNaN(y)) { return isNaN(x) ? 1 : -1; }
    return isNaN(x) ? a.localeCompare(b, 'en', {numeric: true}) : x - y;
  }

  function sort(table, head, index) {
    const up = head.getAttribute('aria-sort') !== 'ascending';
    table.querySelectorAll('thead th').forEach(th => th.removeAttribute('aria-sort'));
    head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    const rows = [...table.tBodies[0].rows];
    const keys = new Map(rows.map(row => [row, row.cells[index] ? cellText(row.cells[index]) : '']));
    rows.sort((a, b) => up ? order(keys.get(a), keys.get(b)) : order(keys.get(b), keys.get(a)));
    table.tBodies[0].append(...rows);
    say('Sorted by ' + head.textContent.trim() + (up ? ', ascending' : ', descending'));
  }

  document.querySelectorAll('table').forEach(table => {
    const caption = table.caption;
    const name = caption ? caption.textContent.trim() : 'table';
    const id = identify(table, name);
    if (caption) {
      const text = document.createElement('span');
      text.id = id + '-name';
      text.append(...caption.childNodes);
      caption.append(text);
      table.setAttribute('aria-labelledby', text.id);
    }
    const box = table.closest('.scroll');
    if (box) {
      box.setAttribute('role', 'group');
      box.setAttribute('aria-label', name);
    }
    const bar = tools(
        button('copy', name, () => copy(tsv(rowsOf(table)))),
        button('CSV', name, () => save(slug(name) + '.csv', 'text/csv', csv(rowsOf(table)))),
        anchor(id, name));
    if (caption && !table.closest('.verdict')) { caption.append(bar); } else { (box || table).after(bar); }
    if (table.tBodies.length === 1 && table.tBodies[0].rows.length > 1) {
      table.querySelectorAll('thead th').forEach((head, index) => {
        const by = button(head.textContent, '', () => sort(table, head, index));
        by.className = 'sort';
        by.removeAttribute('aria-label');
        by.title = 'sort';
        head.replaceChildren(by);
      });
    }
  });

  // Charts.

  function chartRows(chart) {
    const rows = [['series', chart.x.title, chart.y.title, 'label']];
    chart.series.forEach(s => s.y.forEach((y, i) => {
      if (y !== null) { rows.push([s.name, chart.rows[s.x][i], chart.y.names ? chart.y.names[y] : y, s.labels ? s.labels[i] : '']); }
    }));
    return rows;
  }

  function picture(id) {
    const svg = document.getElementById(id).querySelector('svg').cloneNode(true);
    const size = document.getElementById(id).getBoundingClientRect();
    svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    svg.setAttribute('width', size.width);
    svg.setAttribute('height', size.height);
    svg.setAttribute('viewBox', '0 0 ' + size.width + ' ' + size.height);
    svg.style.background = getComputedStyle(document.body).backgroundColor;
    return {text: new XMLSerializer().serializeToString(svg), width: size.width, height: size.height};
  }

  function savePng(id, name) {
    const svg = picture(id);
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement('canvas');
      canvas.width = svg.width * PNG_SCALE;
      canvas.height = svg.height * PNG_SCALE;
      const pen = canvas.getContext('2d');
      pen.fillStyle = getComputedStyle(document.body).backgroundColor;
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      save(name + '.png', 'image/png', canvas.toDataURL('image/png'));
    };
    image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(svg.text);
  }

  Object.keys(charts).forEach(id => {
    const drawing = document.getElementById(id);
    const head = drawing && drawing.closest('figure').querySelector('h4');
    if (!head) { return; }
    const name = head.textContent.trim();
    const rows = () => chartRows(charts[id]);
    head.after(tools(
        button('copy', name, () => copy(tsv(rows()))),
        button('CSV', name, () => save(slug(name) + '.csv', 'text/csv', csv(rows()))),
        button('PNG', name, () => savePng(id, slug(name))),
        button('SVG', name, () => save(slug(name) + '.svg', 'image/svg+xml', picture(id).text)),
        anchor(id, name)));
  });

  // Headings.

  document.querySelectorAll('main h2, main h3').forEach(head => {
    const name = head.textContent.trim();
    const section = head.parentElement;
    const own = head.tagName === 'H2' && section.matches('section[id]') ? section.id : identify(head, name);
    head.append(' ', anchor(own, name));
  });

  /** A link to something that is folded away unfolds it. */
  function unfold() {
    let target = null;
    try { target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch (malformed) { return; }
    for (let e = target; e; e = e.parentElement) {
      if (e.tagName === 'DETAILS') { e.open = true; }
    }
    if (target) { target.querySelectorAll(':scope > details.trial-fold').forEach(d => { d.open = true; }); target.scrollIntoView(); }
  }
  window.addEventListener('hashchange', unfold);
  unfold();
})();
