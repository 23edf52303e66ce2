// What all charts share: drawing again when the width changes, axes, legends, and words beside the pointer.

const digits = (value, significant = 3) => (Number.isFinite(value)
  ? d3.format(`.${significant}~r`)(value).replace("−", "-") : "");

// Ordinary numbers: 0.05, 20, 1,000.
const plain = (value) => d3.format(",.6~r")(value).replace("−", "-");

function figureOf(id) {
  return document.querySelector(`#${id} > figure`);
}

function element(parent, tag, cssClass, text) {
  const node = document.createElement(tag);
  if (cssClass) {
    node.className = cssClass;
  }
  if (text !== undefined) {
    node.textContent = text;
  }
  parent.append(node);
  return node;
}

// Draws into the parent, and again whenever it gets another width.
function chart(parent, name, draw) {
  const box = element(parent, "div", "drawing");
  let width = 0;
  const render = () => {
    const now = Math.floor(box.clientWidth);
    if (now === width || now === 0) {
      return;
    }
    width = now;
    box.replaceChildren();
    const svg = d3.select(box).append("svg").attr("role", "img").attr("aria-label", name).attr("width", width);
    svg.attr("height", draw(svg, width));
  };
  new ResizeObserver(render).observe(box);
  render();
}

// Panels stand side by side where there is room.
function panel(figure, heading, note, disturbed = false) {
  const box = element(figure.querySelector(".panels") ?? element(figure, "div", "panels"), "div", "panel");
  const title = element(box, "h3", "", heading);
  if (disturbed) {
    element(title, "span", "invalid-mark", " INVALID");
  }
  if (note) {
    element(box, "p", "", note);
  }
  return box;
}

// Entries: name, colour, and a symbol: bar, pale, line, dash, dot or diamond.
function legend(figure, entries) {
  const box = element(figure, "div", "legend");
  entries.forEach((entry) => {
    const item = element(box, "span");
    const svg = d3.select(item).append("svg").attr("aria-hidden", "true");
    symbol(svg, entry);
    item.append(entry.name);
    if (entry.invalid) {
      element(item, "span", "invalid-mark", "INVALID");
    }
  });
}

function symbol(svg, { shape, colour }) {
  if (shape === "line" || shape === "dash") {
    svg.append("line").attr("x2", 16).attr("y1", 6).attr("y2", 6).attr("stroke-width", 2).attr("stroke", colour)
      .attr("stroke-dasharray", shape === "dash" ? "4 3" : null);
  } else if (shape === "diamond") {
    svg.append("path").attr("class", "published").attr("d", DIAMOND).attr("transform", "translate(8,6)");
  } else if (shape === "ring") {
    svg.append("circle").attr("class", "fork").attr("cx", 8).attr("cy", 6).attr("r", 3.5);
  } else if (shape === "dot") {
    svg.append("circle").attr("cx", 8).attr("cy", 6).attr("r", 4).attr("fill", colour);
  } else {
    svg.append("rect").attr("width", 16).attr("height", 12).attr("rx", 2).attr("fill", colour)
      .attr("fill-opacity", shape === "pale" ? 0.35 : 0.9);
  }
}

const DIAMOND = d3.symbol(d3.symbolDiamond, 70)();

// Only a few values of an axis get a label; on a logarithmic one D3 chooses them by its format.
function labels(axis, ticks, format) {
  return typeof format === "string" ? axis.ticks(ticks, format) : axis.ticks(ticks).tickFormat(format);
}

function xAxis(svg, x, { top, bottom, name, format = plain, ticks }) {
  const [left, right] = x.range();
  const axis = labels(d3.axisBottom(x), ticks ?? Math.max(2, Math.floor((right - left) / 80)), format).tickSize(-(bottom - top)).tickPadding(6);
  svg.insert("g", ":first-child").attr("transform", `translate(0,${bottom})`).call(axis).select(".domain").remove();
  svg.append("text").attr("class", "axis").attr("x", right).attr("y", bottom + 34).attr("text-anchor", "end").text(name);
}

function yAxis(svg, y, { left, right, name, format = plain, ticks = 5 }) {
  const axis = labels(d3.axisLeft(y), ticks, format).tickSize(-(right - left)).tickPadding(6);
  svg.insert("g", ":first-child").attr("transform", `translate(${left},0)`).call(axis).select(".domain").remove();
  svg.append("text").attr("class", "axis").attr("x", 0).attr("y", d3.min(y.range()) - 10).text(name);
}

// A line from the lower to the upper end with caps; nothing where there is no interval.
function interval(svg, { low, high, at, across = false, cap = 4, colour }) {
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    return;
  }
  const path = across
    ? `M${low},${at - cap}v${2 * cap}M${low},${at}H${high}M${high},${at - cap}v${2 * cap}`
    : `M${at - cap},${low}h${2 * cap}M${at},${low}V${high}M${at - cap},${high}h${2 * cap}`;
  svg.append("path").attr("class", "interval").attr("d", path).style("stroke", colour);
}

// Words beside the pointer. Lines are text, never markup.
function tip(selection, lines) {
  const box = document.getElementById("tip");
  selection
    .on("pointerenter pointermove", (event, datum) => {
      box.textContent = lines(datum, event).join("\n");
      box.hidden = false;
      const { offsetWidth: width, offsetHeight: height } = box;
      box.style.left = `${Math.max(4, Math.min(event.clientX + 14, document.documentElement.clientWidth - width - 4))}px`;
      box.style.top = `${event.clientY - height - 12 < 4 ? event.clientY + 18 : event.clientY - height - 12}px`;
    })
    .on("pointerleave pointercancel", () => { box.hidden = true; });
  return selection;
}

const padded = ([low, high], share) => {
  const pad = (high - low || Math.abs(high) || 1) * share;
  return [low - pad, high + pad];
};
