// Error rate against time, a panel for each length of clips.
const PLACES = {
  front: { name: "on the front", colour: "var(--pass)" },
  dominated: { name: "dominated", colour: "var(--c7)" },
  undecided: { name: "undecided", colour: "var(--c0)" },
  alone: { name: "no other to compare it with", colour: "var(--quiet)" },
};
const placeOf = (point) => PLACES[point.shown || point.place === "alone" ? point.place : "undecided"];

// What models of one panel have in common, as those have that are compared.
const TOGETHER = ["run_id", "speech", "clips", "trials", "audio_ms"];

// What tells a panel from the others, in words.
function panelName(point) {
  const several = (key, among = data.tradeoff) => distinct(among.map((other) => other[key])).length > 1;
  const alike = data.tradeoff.filter((other) => other.clips === point.clips);
  return [
    several("run_id") ? data.names[point.run_id] : "",
    several("speech") ? point.speech : "",
    point.clips,
    several("audio_ms", alike) ? `RTF of ${point.audio_ms} ms` : "",
    several("trials", alike) ? `trials ${point.trials.slice(0, 8)}` : "",
  ].filter(Boolean).join(", ");
}

function tradeoffChart() {
  const groups = d3.groups(data.tradeoff, (point) => JSON.stringify(TOGETHER.map((key) => point[key])));
  if (groups.length === 0) {
    return;
  }
  const figure = figureOf("tradeoff");
  const places = distinct(data.tradeoff.map(placeOf));
  legend(figure, [
    ...places.map((place) => ({ name: place.name, colour: place.colour, shape: place === PLACES.undecided || place === PLACES.alone ? "ring" : "dot" })),
    ...(data.tradeoff.some((point) => point.front) ? [{ name: "Pareto front by the figures", colour: "var(--quiet)", shape: "dash" }] : []),
  ]);
  groups.forEach(([, points]) => {
    const name = panelName(points[0]);
    chart(panel(figure, name), `EER against RTF, ${name}`, (svg, width) => drawTradeoff(svg, width, points));
  });
}

// The steps between the points of the front: what is beyond them is beaten.
function frontLine(points, x, y, right) {
  const front = d3.sort(points.filter((point) => point.front), (point) => point.rtf);
  return front.map((point, i) => (i === 0 ? `M${x(point.rtf)},${y.range()[1]}V${y(point.eer)}` : `H${x(point.rtf)}V${y(point.eer)}`)).join("") + `H${right}`;
}

function drawTradeoff(svg, width, points) {
  const height = 260;
  const left = 48;
  const right = width - 14;
  const times = points.flatMap((point) => [point.rtf, point.rtf_low, point.rtf_high].filter((value) => value > 0));
  const rates = points.flatMap((point) => [point.eer, point.eer_high].filter((value) => value !== null));
  const x = d3.scaleLog([d3.min(times) / 1.6, d3.max(times) * 1.6], [left, right]);
  const y = d3.scaleLinear([0, 100 * Math.max(0.001, d3.max(rates)) * 1.08], [height, 22]);
  const percent = (share) => y(100 * share);
  xAxis(svg, x, { top: 22, bottom: height, name: "RTF", format: decades(x) });
  yAxis(svg, y, { left, right, name: "EER, %" });
  if (points.some((point) => point.front)) {
    svg.append("path").attr("class", "front").attr("d", frontLine(points, x, Object.assign(percent, { range: () => y.range() }), right))
      .attr("fill", "none").attr("stroke", "var(--quiet)").attr("stroke-dasharray", "4 3");
  }
  points.forEach((point) => {
    const { colour } = placeOf(point);
    const at = { x: x(point.rtf), y: percent(point.eer) };
    if (point.eer_low !== null) {
      interval(svg, { low: percent(point.eer_low), high: percent(point.eer_high), at: at.x, cap: 3, colour });
    }
    if (point.rtf_low !== null) {
      interval(svg, { low: x(point.rtf_low), high: x(point.rtf_high), at: at.y, across: true, cap: 3, colour });
    }
    const bounds = (low, high, text) => (low === null ? ", no interval" : ` [${text(low)}, ${text(high)}]`);
    const rate = (share) => `${(100 * share).toFixed(2)}%`;
    const time = (value) => digits(value, 4);
    tip(svg.append("circle").attr("cx", at.x).attr("cy", at.y).attr("r", 5).attr("fill", point.shown ? colour : "var(--back)")
      .attr("stroke", colour).attr("stroke-width", 2),
    () => [point.model, point.clips, `EER ${rate(point.eer)}${bounds(point.eer_low, point.eer_high, rate)}`,
      `RTF ${time(point.rtf)}${bounds(point.rtf_low, point.rtf_high, time)} (${point.standing})`, point.place_text]);
    const inner = at.x > (left + right) / 2;
    svg.append("text").attr("class", "halo").attr("x", at.x + (inner ? -9 : 9)).attr("y", at.y).attr("dy", "-0.6em")
      .attr("text-anchor", inner ? "end" : "start").text(point.model);
  });
  return height + 40;
}
