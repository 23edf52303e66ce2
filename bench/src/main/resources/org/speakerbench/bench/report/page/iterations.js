// The iterations of each fork in order, warm-up first.
function iterationsChart(at) {
  const shown = at.filter((row) => iterationsOf(row).length > 0);
  if (shown.length === 0) {
    return;
  }
  const figure = figureOf("iterations");
  if (series.length > 1) {
    legend(figure, series.map((one) => ({ name: one.name, colour: one.colour, shape: "line" })));
  }
  d3.groups(shown, (row) => row.model).forEach(([model, ofModel]) => {
    const warmUps = d3.max(ofModel, (row) => d3.max(iterationsOf(row), (one) => (one.phase === "warmup" ? one.iteration : 0)));
    const lines = ofModel.flatMap((row) => d3.groups(iterationsOf(row), (one) => one.fork).map(([fork, iterations]) => ({
      row,
      fork,
      points: d3.sort(iterations.map((one) => ({
        warm: one.phase === "warmup", number: one.iteration, at: one.iteration + (one.phase === "warmup" ? 0 : warmUps), ms: mean([one]),
      })), (point) => point.at),
    })));
    const box = panel(figure, model ? title(model) : ofModel[0].stage, "", ofModel.some(invalid));
    chart(box, `Iterations of ${title(model)}`, (svg, width) => drawIterations(svg, width, lines, warmUps));
  });
}

function drawIterations(svg, width, lines, warmUps) {
  const height = 180;
  const left = 44;
  const right = width - 12;
  const points = lines.flatMap((line) => line.points);
  const last = d3.max(points, (point) => point.at);
  const x = d3.scaleLinear([0.5, last + 0.5], [left, right]);
  const y = d3.scaleLinear(padded(d3.extent(points, (point) => point.ms), 0.06), [height, 22]);
  yAxis(svg, y, { left, right, name: "ms" });
  if (warmUps > 0) {
    svg.insert("rect", ":first-child").attr("x", left).attr("y", 22).attr("width", x(warmUps + 0.5) - left).attr("height", height - 22)
      .attr("fill", "var(--warm)");
    svg.append("text").attr("class", "quiet").attr("x", left + 6).attr("y", 16).text("warm-up");
    svg.append("text").attr("class", "quiet").attr("x", x(warmUps + 0.5) + 6).attr("y", 16).text("measured");
  }
  const path = d3.line((point) => x(point.at), (point) => y(point.ms));
  lines.forEach(({ row, fork, points: own }) => {
    const colour = seriesOf(row).colour;
    svg.append("path").attr("d", path(own)).attr("fill", "none").attr("stroke", colour).attr("stroke-opacity", 0.55).attr("stroke-width", 1.5);
    if (own.length <= 40) {
      own.forEach((point) => tip(
        svg.append("circle").attr("cx", x(point.at)).attr("cy", y(point.ms)).attr("r", 3).attr("stroke", colour)
          .attr("fill", point.warm ? "var(--back)" : colour),
        () => [`fork ${fork}, ${point.warm ? "warm-up" : "iteration"} ${point.number}`, `${digits(point.ms, 5)} ms`,
          ...(series.length > 1 ? [seriesOf(row).name] : [])]));
    }
  });
  const step = Math.max(1, Math.ceil((last - warmUps) / Math.max(2, Math.floor((right - left) / 40))));
  const marks = d3.range(warmUps + 1, last + 1).filter((at) => (at - warmUps - 1) % step === 0);
  marks.forEach((at) => svg.append("text").attr("class", "quiet").attr("x", x(at)).attr("y", height + 16).attr("text-anchor", "middle").text(at - warmUps));
  svg.append("text").attr("class", "axis").attr("x", right).attr("y", height + 34).attr("text-anchor", "end").text("iteration");
  return height + 40;
}
