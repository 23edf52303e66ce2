// Puts the charts into the page; sections without anything to show go.
const allSettings = settings();
const wallStages = distinct(rows.filter((row) => row.clock === "wall").map((row) => row.stage));
const chosen = { setting: allSettings[0], stage: wallStages.includes("e2e") ? "e2e" : wallStages[0] };

// Rows of the chosen stage by wall clock; stages without a model know no setting but the audio.
function detailRows() {
  return rows.filter((row) => row.clock === "wall" && row.stage === chosen.stage && (!chosen.setting || (row.model === ""
    ? row.audio_ms === chosen.setting.audio_ms : sameSetting(row, chosen.setting))));
}

function draw(charts) {
  Object.entries(charts).forEach(([id, render]) => {
    const figure = figureOf(id);
    if (!figure) {
      return; // only a comparison has its section
    }
    figure.replaceChildren();
    figure.closest("section").hidden = false;
    render();
    figure.closest("section").hidden = figure.childElementCount === 0;
  });
  const nav = document.querySelector("nav");
  nav.replaceChildren();
  document.querySelectorAll("section[data-name]").forEach((section) => {
    if (!section.hidden) {
      element(nav, "a", "", section.dataset.name).href = `#${section.id}`;
    }
  });
}

const bySetting = {
  rtf: () => chosen.setting && rtfChart(chosen.setting),
  stages: () => chosen.setting && stagesChart(chosen.setting),
  size: () => chosen.setting && sizeChart(chosen.setting),
};
const byStage = {
  forks: () => forksChart(detailRows()),
  latency: () => latencyChart(detailRows()),
  iterations: () => iterationsChart(detailRows()),
};

function choice(controls, name, values, text, change) {
  const label = element(controls, "label", "", `${name} `);
  const select = element(label, "select");
  values.forEach((value, i) => {
    element(select, "option", "", text(value)).value = i;
  });
  select.addEventListener("change", () => change(values[select.value]));
  return select;
}

const controls = document.querySelector(".controls");
if (allSettings.length > 1) {
  choice(controls, "Setting", allSettings, (setting) => settingName(setting, allSettings), (setting) => {
    chosen.setting = setting;
    draw({ ...bySetting, ...byStage });
  });
}
if (wallStages.length > 1) {
  choice(controls, "Stage of forks, latency and iterations", wallStages, (stage) => STAGE_NAMES[stage] ?? stage, (stage) => {
    chosen.stage = stage;
    draw(byStage);
  }).value = wallStages.indexOf(chosen.stage);
}
controls.hidden = controls.childElementCount === 0;

draw({ ratios: ratiosChart, tradeoff: tradeoffChart, throughput: throughputChart, cold: coldChart, growth: growthChart, ...bySetting, ...byStage });

document.getElementById("copy")?.addEventListener("click", async () => {
  const text = document.getElementById("csv");
  const say = (words) => { document.getElementById("copied").textContent = words; };
  try {
    await navigator.clipboard.writeText(text.value);
    say("copied");
  } catch {
    text.closest("details").open = true;
    text.select();
    say("This browser does not let the page copy: the text is marked below.");
  }
});
