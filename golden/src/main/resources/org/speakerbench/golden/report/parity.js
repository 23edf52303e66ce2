"use strict";
// Draws the error maps, of which each figure holds one as JSON.
(() => {
  // Viridis at ten even steps: equal steps of colour look equally far apart.
  const VIRIDIS = [
    [68, 1, 84], [72, 40, 120], [62, 73, 137], [49, 104, 142], [38, 130, 142],
    [31, 158, 137], [53, 183, 121], [110, 206, 88], [181, 222, 43], [253, 231, 37],
  ];
  const BEYOND_LIMIT = [[190, 20, 35], [255, 190, 180]];
  const NOT_A_NUMBER = [255, 255, 255];

  const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer;

  // bfloat16 is the upper half of a float32.
  function bfloats(base64) {
    const halves = new Uint16Array(bytes(base64));
    const values = new Float32Array(halves.length);
    const bits = new Uint32Array(values.buffer);
    halves.forEach((half, i) => { bits[i] = half << 16; });
    return values;
  }

  function colour(error, map) {
    if (Number.isNaN(error)) {
      return NOT_A_NUMBER;
    }
    const limit = Math.log10(map.limit);
    return error > map.limit
      ? ramp(BEYOND_LIMIT, (Math.log10(error) - limit) / (map.high - limit))
      : ramp(VIRIDIS, (Math.log10(error) - map.low) / (map.high - map.low));
  }

  function ramp(colours, share) {
    const at = Math.min(Math.max(share, 0), 1) * (colours.length - 1);
    const step = Math.min(Math.floor(at), colours.length - 2);
    return colours[step].map((c, i) => c + (at - step) * (colours[step + 1][i] - c));
  }

  const show = (value) =>
    (value === 0 || !Number.isFinite(value) ? String(value) : value.toExponential(2));
  const number = (value) => (value === null || Number.isNaN(value) ? "not a number" : String(Number(value.toPrecision(8))));

  function add(parent, tag, cssClass, text) {
    const element = document.createElement(tag);
    element.className = cssClass || "";
    element.textContent = text || "";
    parent.append(element);
    return element;
  }

  function resize(canvas) {
    canvas.width = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
    canvas.height = Math.max(1, Math.round(canvas.clientHeight * devicePixelRatio));
    return canvas.getContext("2d").createImageData(canvas.width, canvas.height);
  }

  function paint(canvas, colourAt) {
    const image = resize(canvas);
    for (let y = 0, i = 0; y < image.height; y++) {
      for (let x = 0; x < image.width; x++) {
        const [r, g, b] = colourAt(x, y, image.width, image.height);
        image.data[i++] = r;
        image.data[i++] = g;
        image.data[i++] = b;
        image.data[i++] = 255;
      }
    }
    canvas.getContext("2d").putImageData(image, 0, 0);
  }

  // The first and the one after the last of the cells that a pixel shows.
  function span(pixel, pixels, cells) {
    const first = Math.floor((pixel * cells) / pixels);
    return [first, Math.max(first + 1, Math.floor(((pixel + 1) * cells) / pixels))];
  }

  // Where there are more cells than pixels a pixel is the largest of its errors: no peak is lost.
  function largest(layer, map, [frame, frameEnd], [bin, binEnd]) {
    let max = 0;
    for (let f = frame; f < frameEnd; f++) {
      for (let b = bin; b < binEnd; b++) {
        const error = Math.abs(layer.values[f * map.bins + b]);
        if (Number.isNaN(error)) {
          return error;
        }
        max = Math.max(max, error);
      }
    }
    return max;
  }

  const paintMap = (canvas, layer, map) => paint(canvas, (x, y, width, height) => colour(
    largest(layer, map, span(x, width, map.frames), span(height - 1 - y, height, map.bins)), map));

  const paintScale = (canvas, map) => paint(canvas, (x, y, width) => colour(
    10 ** (map.low + ((x + 0.5) / width) * (map.high - map.low)), map));

  function place(mark, frame, bin, map) {
    mark.style.left = `${(100 * (frame + 0.5)) / map.frames}%`;
    mark.style.bottom = `${(100 * (bin + 0.5)) / map.bins}%`;
  }

  function ticks(plot, axis, cells, wanted) {
    const power = 10 ** Math.floor(Math.log10(Math.max(1, cells / wanted)));
    const step = [1, 2, 5, 10].map((n) => n * power).find((s) => cells / s <= wanted) || 10 * power;
    for (let cell = 0; cell < cells; cell += step) {
      const tick = add(plot, "span", `tick ${axis}`, String(cell));
      tick.style[axis === "x" ? "left" : "bottom"] = `${(100 * (cell + 0.5)) / cells}%`;
    }
  }

  function drawScale(figure, map) {
    const scale = add(figure, "div", "scale");
    const canvas = add(scale, "canvas");
    const share = (power) => `${(100 * (power - map.low)) / (map.high - map.low)}%`;
    for (let power = map.low; power <= map.high; power++) {
      add(scale, "span", "tick x", `1e${power}`).style.left = share(power);
    }
    const limit = add(scale, "span", "limit");
    limit.style.left = share(Math.log10(map.limit));
    add(limit, "span", "", `limit ${show(map.limit)}`);
    new ResizeObserver(() => paintScale(canvas, map)).observe(canvas);
  }

  function drawPanel(grid, layer, map, select) {
    const panel = add(grid, "div", "panel");
    add(panel, "h4", "", layer.name);
    const plot = add(panel, "div", "plot");
    const canvas = add(plot, "canvas");
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `absolute errors of ${layer.name}, frames by bins`);
    ticks(plot, "x", map.frames, 6);
    ticks(plot, "y", map.bins, 5);
    add(plot, "span", "axis x", "frame");
    add(plot, "span", "axis y", "bin");
    place(add(plot, "i", "worst"), layer.worst.frame, layer.worst.bin, map);
    const point = (event) => {
      const box = canvas.getBoundingClientRect();
      select(
        Math.floor(((event.clientX - box.left) / box.width) * map.frames),
        Math.floor(((box.bottom - event.clientY) / box.height) * map.bins));
    };
    plot.addEventListener("pointermove", point);
    plot.addEventListener("pointerdown", point);
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
    canvas.addEventListener("keydown", (event) => {
      if (moves[event.key]) {
        event.preventDefault();
        select(map.at.frame + moves[event.key][0], map.at.bin + moves[event.key][1]);
      }
    });
    new ResizeObserver(() => paintMap(canvas, layer, map)).observe(canvas);
    return { layer, cursor: add(plot, "i", "cursor"), readout: add(panel, "p", "readout") };
  }

  // The largest error is known in full, the others to three digits.
  function read(layer, map, cell) {
    const { frame, bin, expected, actual } = layer.worst;
    const isWorst = frame * map.bins + bin === cell;
    const error = isWorst && actual !== null ? actual - expected : layer.values[cell];
    const found = isWorst ? actual : map.truth[cell] + error;
    return `error ${show(Math.abs(error))}, found ${number(found)}`;
  }

  function draw(script) {
    const map = JSON.parse(script.textContent);
    const layers = map.layers.filter((layer) => layer.errors);
    layers.forEach((layer) => { layer.values = bfloats(layer.errors); });
    if (!layers.length) {
      return;
    }
    map.truth = new Float32Array(bytes(map.expected));
    const figure = script.parentElement;
    const readout = add(figure, "p", "readout");
    readout.setAttribute("aria-live", "polite");
    const grid = add(figure, "div", "panels");
    const panels = [];
    const select = (frame, bin) => {
      map.at = {
        frame: Math.min(Math.max(frame, 0), map.frames - 1),
        bin: Math.min(Math.max(bin, 0), map.bins - 1),
      };
      const cell = map.at.frame * map.bins + map.at.bin;
      readout.textContent =
        `frame ${map.at.frame}, bin ${map.at.bin}: expected ${number(map.truth[cell])}`;
      panels.forEach((panel) => {
        place(panel.cursor, map.at.frame, map.at.bin, map);
        panel.readout.textContent = read(panel.layer, map, cell);
      });
    };
    layers.forEach((layer) => panels.push(drawPanel(grid, layer, map, select)));
    select(layers[0].worst.frame, layers[0].worst.bin);
    drawScale(figure, map);
  }

  document.querySelectorAll("script.error-map").forEach(draw);
})();
