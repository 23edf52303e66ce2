// A comparison: ratios with their intervals around 1.
const VERDICTS = { better: "var(--pass)", worse: "var(--fail)", "no difference": "var(--c0)", "cannot tell": "var(--quiet)" };

// What is not the same in all rows of the comparison.
const settingWords = (row) => SETTING.filter((column) => row[column] > 0 && distinct(comparison.map((one) => one[column])).filter((value) => value !== 0).length > 1)
  .map((column) => `${column.replaceAll("_", " ")} ${row[column]}`);

function ratiosChart() {
  const lines = comparison.filter((row) => row.ratio > 0);
  if (lines.length === 0) {
    return;
  }
  const figure = figureOf("ratios");
  legend(figure, Object.entries(VERDICTS).filter(([verdict]) => lines.some((row) => row.verdict === verdict))
    .map(([name, colour]) => ({ name, colour, shape: "dot" })));
  chart(figure, "Ratios of new over base", (svg, width) => {
    const right = width - 8;
    const ends = lines.flatMap((row) => [row.ratio, row.ratio_ci_low, row.ratio_ci_high].filter((value) => value > 0));
    const farthest = Math.max(0.02, ...ends.map((value) => Math.abs(Math.log(value)))) * 1.08;
    const x = d3.scaleLog([Math.exp(-farthest), Math.exp(farthest)], [8, right]);
    const step = 36;
    lines.forEach((row, i) => {
      const y = step * i + 26;
      const colour = VERDICTS[row.verdict];
      const words = [row.program === "speakerbench" ? "" : row.program, title(row.model), row.stage, row.clock, ...settingWords(row)].filter(Boolean).join(" ");
      svg.append("text").attr("class", "halo").attr("y", y - 10).text(words);
      svg.append("text").attr("class", "halo quiet").attr("x", right).attr("y", y - 10).attr("text-anchor", "end")
        .text(`${row.ratio.toFixed(3)} ${row.verdict}`);
      interval(svg, { low: x(row.ratio_ci_low), high: x(row.ratio_ci_high), at: y + 4, across: true, colour });
      tip(svg.append("circle").attr("cx", x(row.ratio)).attr("cy", y + 4).attr("r", 5).attr("fill", colour).attr("stroke", "var(--back)"),
        () => [words, `ratio ${row.ratio.toFixed(4)}${range(row.ratio_ci_low, row.ratio_ci_high)}`,
          `${digits(row.base_ms, 5)} ms before, ${digits(row.new_ms, 5)} ms now`,
          ...(Number.isNaN(row.p_value) ? [] : [`p = ${digits(row.p_value, 2)}`]), `${row.verdict}: ${row.reason}`]);
    });
    const bottom = step * lines.length + 8;
    svg.insert("line", ":first-child").attr("x1", x(1)).attr("x2", x(1)).attr("y1", 0).attr("y2", bottom).attr("stroke", "var(--text)");
    const span = Math.exp(farthest) - Math.exp(-farthest);
    xAxis(svg, x, { top: 0, bottom, name: "new / base", format: span > 0.5 ? ".1f" : span > 0.1 ? ".2f" : ".3f", ticks: Math.max(2, Math.floor(width / 110)) });
    return bottom + 40;
  });
}
