"use strict";
(function () {
  const A4 = 680; // CSS pixels between the margins of an upright A4 page

  function draw(figure) {
    const source = figure.querySelector('script[type="application/json"]');
    const chart = JSON.parse(source.textContent);
    const place = document.createElement("div");
    figure.append(place);
    const config = Object.assign({ responsive: true }, chart.config, { showSendToCloud: false, displaylogo: false });
    return Plotly.newPlot(place, chart.data, chart.layout, config).then(function () {
      // the caption says what the drawing shows; read aloud, its loose tick labels say nothing
      place.querySelectorAll(".main-svg").forEach((svg) => svg.setAttribute("aria-hidden", "true"));
    });
  }

  function each(change) {
    document.querySelectorAll(".kit-chart > .js-plotly-plot").forEach(change);
  }

  document.querySelectorAll(".kit-chart").forEach(draw);

  let widths = [];
  window.addEventListener("beforeprint", function () {
    widths = [];
    each(function (place) {
      widths.push(place.layout.width);
      Plotly.relayout(place, { width: A4, autosize: false });
    });
  });
  window.addEventListener("afterprint", function () {
    each(function (place, index) {
      Plotly.relayout(place, { width: widths[index] || null, autosize: !widths[index] });
    });
  });
})();
