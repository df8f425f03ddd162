// Draws the charts of the page: each value of the JSON in #charts in the element of the same id.
(function () {
  'use strict';

  const charts = JSON.parse(document.getElementById('charts').textContent);
  const root = document.documentElement;
  const drawn = new Map();
  const colours = ['--c1', '--c2', '--c3', '--c4', '--c5', '--c6', '--c7', '--c8'];
  // Dashes and symbols of the series in the order of the colours, for those to whom colours are no help.
  const dashes = ['solid', [8, 4], [2, 3], [9, 3, 2, 3], [14, 4], [5, 2], [9, 3, 2, 3, 2, 3], [3, 6]];
  const symbols = ['circle', 'rect', 'triangle', 'diamond'];
  const PERCENTILES = [1, 2, 4, 10, 20, 100, 1000, 1e4, 1e5, 1e6];
  const MOST_NAMED_POINTS = 12;
  const NAME_SIZE = 10;
  const MOST_LABELLED_BANDS = 10;
  const PAPER = {width: 660, height: 250};

  /** Paper has no pointer: nothing on it can be zoomed or leafed through. */
  let paper = false;

  // Asking for a style after a change of the page makes the browser lay it out: once for a drawing of all charts is enough.
  const shades = new Map();

  function colour(name) {
    if (!shades.has(name)) { shades.set(name, getComputedStyle(root).getPropertyValue(name).trim()); }
    return shades.get(name);
  }

  function escaped(text) {
    return String(text).replace(/[&<>"']/g, c => '&#' + c.charCodeAt(0) + ';');
  }

  /** Three significant digits, without exponents, thousands apart. */
  function number(value) {
    if (value === 0) { return '0'; }
    const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
    return value.toLocaleString('en', {maximumFractionDigits: Math.min(digits, 9), useGrouping: true});
  }

  function percentile(value) {
    const percent = 100 * (1 - 1 / value);
    const nines = Math.max(0, Math.floor(Math.log10(value)) - 1);
    return percent.toFixed(Math.min(nines + 1, 6)).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
  }

  function place(axis, value) {
    return axis.names ? axis.names[value] : axis.scale === 'tail' ? 'p' + percentile(value) : withUnit(axis, value);
  }

  function withUnit(axis, value) {
    return axis.unit === 'ms' && Math.abs(value) >= 1e4 ? number(value / 1e3) + ' s' : number(value) + (axis.unit ? ' ' + axis.unit : '');
  }

  function axis(model, horizontal, extent) {
    const log = model.scale !== 'linear';
    const steps = model.names ? model.names.map((name, i) => i) : model.scale === 'tail' ? PERCENTILES.filter(p => p <= extent.max)
        : model.scale === 'log' ? logTicks(extent.min, extent.max) : undefined;
    return {
      type: log ? 'log' : 'value',
      name: model.title,
      nameLocation: 'middle',
      nameGap: horizontal ? 26 : 48,
      nameTextStyle: {color: colour('--muted'), fontSize: 12},
      min: extent.min,
      max: extent.max,
      axisLine: {show: true, onZero: false, lineStyle: {color: colour('--muted')}},
      axisTick: {customValues: steps},
      axisLabel: {customValues: steps, color: colour('--fg'), fontSize: 11, hideOverlap: true, formatter: model.names ? value => model.names[value] : model.scale === 'tail' ? percentile : tick},
      splitLine: {show: !model.names, lineStyle: {color: colour('--grid')}},
      minorTick: {show: false},
      minorSplitLine: {show: false},
    };
  }

  /** 1, 2 and 5 of each decade while there is room for them, else powers of ten: the library's own ticks are the latter only. */
  function logTicks(min, max) {
    const decades = Math.log10(max / min);
    const digits = decades < 1.2 ? [1, 1.5, 2, 3, 4, 5, 6, 8] : decades < 3.2 ? [1, 2, 5] : [1];
    const ticks = [];
    for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
      digits.map(d => d * Math.pow(10, power)).filter(t => t >= min && t <= max).forEach(t => ticks.push(t));
    }
    return ticks;
  }

  function tick(value) {
    return Math.abs(value) >= 1e6 ? number(value / 1e6) + 'M' : Math.abs(value) >= 1e4 ? number(value / 1e3) + 'k' : number(value);
  }

  /** Log axes begin and end near the data, not at the next power of ten; rules are always inside. */
  function extent(model, chart, vertical) {
    if (model.names) { return {min: -0.5, max: model.names.length - 0.5}; }
    const values = [];
    chart.series.filter(s => !s.hidden || chart.series.every(o => o.hidden)).forEach(s => (vertical ? s.y : chart.rows[s.x]).forEach(v => { if (v !== null) { values.push(v); } }));
    chart.rules.filter(r => r.vertical !== vertical).forEach(r => values.push(r.at));
    if (model.scale === 'linear') {
      const greatest = Math.max(...values);
      const rule = chart.rules.some(r => r.vertical !== vertical && r.at >= greatest);
      const time = !vertical && chart.bands.length > 0;
      return time ? {min: 0, max: Math.max(greatest, ends.get(chart) || 0, ...chart.bands.map(b => b.to))}
          : {min: Math.min(0, ...values), max: rule ? greatest * 1.05 : undefined};
    }
    const positive = values.filter(v => v > 0);
    if (model.scale === 'tail') { return {min: 1, max: Math.max(100, ...positive)}; }
    // Five decades at most: two events of one read are nanoseconds apart, and would push everything else together.
    const high = Math.max(...positive), low = Math.max(Math.min(...positive), high * 1e-5);
    return {min: round(low * 0.8, Math.floor), max: round(high * 1.25, Math.ceil)};
  }

  /** Charts over one time axis end together. */
  const ends = new Map();
  const axes = new Map();
  Object.keys(charts).forEach(id => {
    const name = (document.getElementById(id) || {dataset: {}}).dataset.axis;
    if (name) { axes.set(name, (axes.get(name) || []).concat([charts[id]])); }
  });
  axes.forEach(group => {
    const end = Math.max(...group.flatMap(c => c.rows.flat().concat(c.bands.map(b => b.to))).filter(v => v !== null));
    group.forEach(c => ends.set(c, end));
  });

  function round(value, how) {
    const power = Math.pow(10, Math.floor(Math.log10(value)));
    return how(value / power) * power;
  }

  function points(chart, series) {
    const x = chart.rows[series.x];
    const logX = chart.x.scale !== 'linear';
    const logY = chart.y.scale !== 'linear';
    return series.y.map((y, i) => ({
      value: [x[i], y === null || (logY && y <= 0) || (logX && x[i] <= 0) ? null : y],
      name: series.labels ? series.labels[i] : '',
    }));
  }

  /** Series of one name have one colour and one dash. */
  function slot(chart, series) {
    const names = [...new Set(chart.series.filter(s => !s.tone).map(s => s.name))];
    return names.indexOf(series.name);
  }

  function shadeOf(chart, series) {
    return colour(series.tone === 'failed' ? '--failed' : series.tone === 'muted' ? '--muted' : colours[slot(chart, series) % colours.length]);
  }

  function dashOf(chart, series) {
    if (series.look === 'thin') { return [4, 3]; }
    if (['whiskers', 'spans', 'steps'].includes(series.look)) { return 'solid'; }
    return series.tone === 'failed' ? [2, 2] : series.tone ? 'solid' : dashes[slot(chart, series) % dashes.length];
  }

  function oneSeries(chart, series) {
    const shade = shadeOf(chart, series);
    const look = series.look;
    const apart = look === 'dots' || look === 'points';
    const common = {
      name: series.name,
      data: points(chart, series),
      itemStyle: {color: shade, opacity: look === 'dots' ? 0.45 : 1},
      emphasis: {disabled: look !== 'points'},
      animation: false,
    };
    if (apart) {
      return Object.assign(common, {
        type: 'scatter',
        symbol: look === 'dots' ? 'circle' : symbols[Math.max(0, slot(chart, series)) % symbols.length],
        symbolSize: look === 'dots' ? 4 : 11,
        z: look === 'dots' ? 1 : 4,
        label: pointNames(series),
      });
    }
    return Object.assign(common, {
      type: 'line',
      showSymbol: look === 'marked' || look === 'spans' || isSparse(series),
      symbol: look === 'spans' ? 'rect' : symbols[Math.max(0, slot(chart, series)) % symbols.length],
      symbolSize: look === 'spans' ? [3, 11] : 7,
      connectNulls: false,
      step: look === 'steps' ? 'end' : false,
      areaStyle: look === 'steps' ? {color: shade, opacity: 0.3} : undefined,
      z: look === 'whiskers' ? 2 : 3,
      lineStyle: {
        color: shade, type: dashOf(chart, series), cap: 'butt', opacity: look === 'whiskers' ? 0.35 : 1,
        width: look === 'thin' ? 1.2 : look === 'whiskers' ? 7 : look === 'spans' ? 11 : 2,
      },
      label: pointNames(series),
    });
  }

  /** Points without a neighbour would be invisible: a line needs two. */
  function isSparse(series) {
    return series.look === 'line' && series.y.some((y, i) => y !== null && (series.y[i - 1] ?? null) === null && (series.y[i + 1] ?? null) === null);
  }

  function hasNames(series) {
    return series.labels && (series.look === 'marked' || (series.look === 'points' && series.y.length <= MOST_NAMED_POINTS));
  }

  function pointNames(series) {
    return {show: Boolean(hasNames(series)), position: 'bottom', fontSize: NAME_SIZE, color: colour('--fg'), formatter: p => p.data.name};
  }

  /** Gives the name of each point the first place that is free: below, above, right or left of it. Without one, hovering tells it. */
  function placeNames(instance, chart) {
    if (!chart.series.some(hasNames)) { return; }
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = NAME_SIZE + 'px ' + getComputedStyle(document.body).fontFamily;
    const data = chart.series.map(s => points(chart, s));
    const pixel = (i, point) => point.value[1] === null ? null : instance.convertToPixel({seriesIndex: i}, point.value);
    const around = (at, left, top, width, height) => ({left: at[0] + left, top: at[1] + top, right: at[0] + left + width, bottom: at[1] + top + height});
    const taken = chart.series.flatMap((s, i) => hasNames(s) ? data[i].map(point => pixel(i, point)).filter(Boolean).map(at => around(at, -6, -6, 12, 12)) : []);
    const isFree = box => box.left >= 0 && box.right <= instance.getWidth()
        && taken.every(t => box.right <= t.left || box.left >= t.right || box.bottom <= t.top || box.top >= t.bottom);
    const placed = (i, point) => {
      const at = pixel(i, point);
      if (!at) { return point; }
      const width = pen.measureText(point.name).width;
      const places = {
        bottom: around(at, -width / 2, 7, width, NAME_SIZE + 2), top: around(at, -width / 2, -9 - NAME_SIZE, width, NAME_SIZE + 2),
        right: around(at, 9, -6, width, NAME_SIZE + 2), left: around(at, -9 - width, -6, width, NAME_SIZE + 2),
      };
      const position = Object.keys(places).find(key => isFree(places[key]));
      if (position) { taken.push(places[position]); }
      return Object.assign(point, {label: position ? {show: true, position: position} : {show: false}});
    };
    instance.setOption({series: chart.series.map((s, i) => hasNames(s) ? {data: data[i].map(point => placed(i, point))} : {})});
  }

  /** Bands and rules hang on a series of their own, so that they stay when others are hidden. */
  function marks(chart) {
    const labelled = chart.bands.length <= MOST_LABELLED_BANDS;
    return {
      type: 'line', name: '\u0000', data: [], silent: true, animation: false,
      markArea: {
        silent: true,
        label: {position: 'top', distance: 3, color: colour('--muted'), fontSize: 10, show: labelled},
        data: chart.bands.map(b => [
          {name: b.label, xAxis: b.from, itemStyle: {color: b.counts ? 'transparent' : colour('--band'), borderColor: colour('--line'), borderWidth: 1}},
          {xAxis: b.to}]),
      },
      markLine: {
        silent: true, symbol: 'none', animation: false,
        lineStyle: {color: colour('--bad'), type: 'dashed', width: 1.2},
        // Labels take turns in where they stand, for bounds that lie close together, and hide what would cross them.
        data: chart.rules.map((r, i) => Object.assign(
            {label: {formatter: r.label.replace(/[{}]/g, ' ').replace('<=', '≤').replace('>=', '≥'), position: r.vertical ? 'end' : ['insideEndTop', 'insideStartTop', 'insideMiddleTop'][i % 3], color: colour('--bad'), fontSize: 10, backgroundColor: colour('--panel'), padding: [1, 3]}},
            r.vertical ? {xAxis: r.at} : {yAxis: r.at})),
      },
    };
  }

  function tooltip(chart) {
    const single = chart.series.every(s => s.look === 'points' || s.look === 'marked' || s.look === 'spans');
    const line = (p, x) => chart.y.names ? p.marker + escaped(place(chart.y, p.value[1])) + ': ' + escaped(p.seriesName) + ', <b>' + escaped(place(chart.x, p.value[0])) + '</b>' : p.marker + escaped(p.seriesName) + (p.data.name ? ' · ' + escaped(p.data.name) : '')
        + ': <b>' + escaped(withUnit(chart.y, p.value[1])) + '</b>' + (x ? ' at ' + escaped(place(chart.x, p.value[0])) : '');
    return {
      trigger: single ? 'item' : 'axis',
      confine: true,
      backgroundColor: colour('--panel'),
      borderColor: colour('--line'),
      textStyle: {color: colour('--fg'), fontSize: 12},
      axisPointer: {type: 'line', lineStyle: {color: colour('--muted')}, label: {show: false}},
      formatter: p => {
        if (!Array.isArray(p)) { return p.value ? line(p, true) : ''; }
        const seen = new Set();
        const shown = p.filter(one => one.value && (chart.series[one.seriesIndex] || {}).look !== 'whiskers' && one.value[1] !== null && one.value[1] !== undefined
            && !seen.has(one.seriesName) && seen.add(one.seriesName));
        return shown.length === 0 ? '' : escaped(place(chart.x, shown[0].value[0])) + '<br>' + shown.map(one => line(one, false)).join('<br>');
      },
    };
  }

  function option(chart, width) {
    const narrow = width < 480;
    return {
      animation: false,
      textStyle: {fontFamily: getComputedStyle(document.body).fontFamily, color: colour('--fg')},
      grid: {left: chart.y.names ? 150 : narrow ? 56 : 66, right: 22, top: chart.bands.length === 0 ? 46 : 56, bottom: 44},
      legend: {
        type: paper ? 'plain' : 'scroll', top: 0, left: 0, width: Math.max(160, width - (narrow || paper ? 10 : 105)),
        // What is drawn at once comes first.
        data: [...new Set(chart.series.filter(s => !s.hidden).concat(paper ? [] : chart.series.filter(s => s.hidden)).map(s => s.name))], selected: Object.fromEntries(chart.series.map(s => [s.name, !s.hidden])), textStyle: {color: colour('--fg'), fontSize: 12},
        inactiveColor: colour('--muted'), pageTextStyle: {color: colour('--fg')}, pageIconColor: colour('--link'),
      },
      toolbox: narrow || paper ? undefined : {
        right: 0, top: -4, itemSize: 13, iconStyle: {borderColor: colour('--muted')},
        feature: {dataZoom: {yAxisIndex: ends.has(chart) ? 'none' : undefined, filterMode: 'none', title: {zoom: 'zoom', back: 'zoom back'}}, restore: {title: 'whole chart'}},
      },
      tooltip: tooltip(chart),
      xAxis: axis(chart.x, true, extent(chart.x, chart, false)),
      yAxis: axis(chart.y, false, extent(chart.y, chart, true)),
      series: chart.series.map(s => oneSeries(chart, s)).concat([marks(chart)]),
    };
  }

  function draw(id) {
    const element = document.getElementById(id);
    if (!element || drawn.has(id) || element.clientWidth === 0) { return; }
    const instance = echarts.init(element, null, {renderer: 'svg'});
    instance.setOption(option(charts[id], element.clientWidth));
    placeNames(instance, charts[id]);
    instance.on('dataZoom', () => placeNames(instance, charts[id]));
    if (element.dataset.axis) {
      instance.group = element.dataset.axis;
      echarts.connect(instance.group);
    }
    drawn.set(id, instance);
    root.dataset.drawn = String(drawn.size);
  }

  // Keys that zoom the chart with the focus: the range of its x axis, from 0 to 100, to another.
  const closer = (from, to) => [from + (to - from) / 4, to - (to - from) / 4];
  const keys = {
    '+': closer,
    '=': closer,
    '-': (from, to) => [Math.max(0, from - (to - from) / 2), Math.min(100, to + (to - from) / 2)],
    'ArrowLeft': (from, to) => { const by = Math.min(from, (to - from) / 4); return [from - by, to - by]; },
    'ArrowRight': (from, to) => { const by = Math.min(100 - to, (to - from) / 4); return [from + by, to + by]; },
    '0': () => [0, 100],
  };

  document.addEventListener('keydown', e => {
    const instance = drawn.get(e.target.id);
    const zoom = instance && instance.getModel().getComponent('dataZoom', 0);
    if (!zoom || !keys[e.key] || e.ctrlKey || e.altKey || e.metaKey) { return; }
    e.preventDefault();
    const [start, end] = keys[e.key](...zoom.getPercentRange());
    drawn.forEach(each => {
      const own = each.getModel().getComponent('dataZoom', 0);
      if (own && (each === instance || (instance.group && each.group === instance.group))) {
        each.dispatchAction({type: 'dataZoom', batch: [{dataZoomId: own.id, start: start, end: end}]});
      }
    });
  });

  function drawAll() { Object.keys(charts).forEach(draw); }

  function redraw() {
    shades.clear();
    drawn.forEach((instance, id) => {
      if (document.getElementById(id).clientWidth === 0) {
        // Folded away: it is drawn anew when it is unfolded.
        instance.dispose();
        drawn.delete(id);
        return;
      }
      instance.resize(paper ? PAPER : {width: 'auto', height: 'auto'});
      instance.setOption(option(charts[id], instance.getWidth()), true);
      placeNames(instance, charts[id]);
    });
    root.dataset.drawn = String(drawn.size);
  }

  // What is in sight first, the rest when there is time: so that a long page opens at once and still prints whole.
  const sight = new IntersectionObserver(entries => entries.filter(e => e.isIntersecting).forEach(e => draw(e.target.id)), {rootMargin: '300px'});
  Object.keys(charts).forEach(id => { const e = document.getElementById(id); if (e) { sight.observe(e); } });
  const rest = Object.keys(charts);
  const idle = window.requestIdleCallback || (f => setTimeout(f, 30));
  (function next() { const id = rest.shift(); if (id) { draw(id); idle(next); } })();

  let pending = 0;
  new ResizeObserver(() => { clearTimeout(pending); pending = setTimeout(redraw, 120); }).observe(document.querySelector('main'));

  document.getElementById('theme').addEventListener('click', () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    redraw();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);

  // Paper is white, and what is folded away on the screen is printed.
  let before;
  window.addEventListener('beforeprint', () => {
    before = root.dataset.theme;
    root.dataset.theme = 'light';
    document.querySelectorAll('details:not([open])').forEach(d => { d.open = true; d.dataset.folded = 'yes'; });
    drawAll();
    paper = true;
    redraw();
  });
  window.addEventListener('afterprint', () => {
    if (before) { root.dataset.theme = before; } else { delete root.dataset.theme; }
    paper = false;
    redraw();
    document.querySelectorAll('details[data-folded]').forEach(d => { d.open = false; delete d.dataset.folded; });
  });
})();
