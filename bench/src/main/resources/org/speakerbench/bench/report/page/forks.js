// Every fork as a point: its distance from the mean of all, so that models of all sizes share an axis.
function forksChart(at) {
  const lines = at.map((row) => ({ row, forks: forksOf(row) })).filter((line) => line.forks.length > 0);
  if (lines.length === 0) {
    return;
  }
  const figure = figureOf("forks");
  if (series.length > 1) {
    legend(figure, series.map((one) => ({ name: one.name, colour: one.colour, shape: "dot" })));
  }
  chart(figure, "Forks around the mean of all", (svg, width) => {
    const left = 118;
    const percent = (row, ms) => 100 * (ms / row.mean_ms - 1);
    const ofRtf = (row, rtf) => percent(row, rtf * row.audio_ms * row.batch);
    const largest = d3.max(lines, ({ row, forks }) => d3.max([
      0.5, ...forks.map((fork) => Math.abs(percent(row, fork.ms))),
      Math.abs(ofRtf(row, row.rtf_ci_low)) || 0, Math.abs(ofRtf(row, row.rtf_ci_high)) || 0]));
    const x = d3.scaleLinear([-largest * 1.05, largest * 1.05], [left, width - 8]);
    const step = 26;
    lines.forEach(({ row, forks }, i) => {
      const y = 8 + step * (i + 0.5);
      const colour = seriesOf(row).colour;
      if (i === 0 || lines[i - 1].row.model !== row.model) {
        svg.append("text").attr("x", 0).attr("y", y).attr("dy", "0.35em").text(row.model ? title(row.model) : row.stage);
      }
      if (invalid(row)) {
        svg.append("text").attr("class", "halo invalid-mark").attr("x", width - 8).attr("y", y).attr("dy", "0.35em").attr("text-anchor", "end").text("INVALID");
      }
      if (Number.isFinite(row.rtf_ci_low)) {
        svg.append("rect").attr("x", x(ofRtf(row, row.rtf_ci_low))).attr("y", y - 8).attr("height", 16).attr("rx", 2)
          .attr("width", x(ofRtf(row, row.rtf_ci_high)) - x(ofRtf(row, row.rtf_ci_low))).attr("fill", colour).attr("fill-opacity", 0.2);
      }
      svg.append("line").attr("x1", x(0)).attr("x2", x(0)).attr("y1", y - 9).attr("y2", y + 9).attr("stroke", colour).attr("stroke-width", 2);
      forks.forEach((fork) => tip(
        svg.append("circle").attr("cx", x(percent(row, fork.ms))).attr("cy", y).attr("r", 4.5).attr("fill", colour)
          .attr("fill-opacity", 0.75).attr("stroke", "var(--back)"),
        () => [`${row.model ? title(row.model) : row.stage}, fork ${fork.fork}`, `${digits(fork.ms, 5)} ms, ${d3.format("+.2f")(percent(row, fork.ms))}%`]));
    });
    const bottom = 8 + step * lines.length + 4;
    xAxis(svg, x, { top: 0, bottom, name: "from the mean, %", format: (value) => (value > 0 ? "+" : "") + plain(value) });
    return bottom + 40;
  });
}
