/* The kit's extension of Voilà's page, written by hand as a module of webpack's federation: it draws charts, and it mends
   how widgets are found. Charts come with plotly's small bundle, which is fetched when the first one is drawn. */
(function () {
  "use strict";
  var MIME = "application/vnd.plotly.v1+json";
  var HEIGHT = 360;
  var here = document.currentScript.src;
  var shared = null, fetched = null;

  /* A module that Voilà's own scripts have brought along. */
  function module(name) {
    var versions = shared[name];
    return Promise.resolve(versions[Object.keys(versions)[0]].get()).then(function (factory) { return factory(); });
  }

  function plotly() {
    fetched = fetched || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = new URL("plotly-basic.min.js", here).href;
      script.onload = function () { resolve(window.Plotly); };
      script.onerror = function () { fetched = null; reject(new Error("plotly")); };
      document.head.appendChild(script);
    });
    return fetched;
  }

  function chartOn(Widget) {
    return class Chart extends Widget {
      constructor() {
        super();
        this.addClass("jp-RenderedPlotly");
      }

      renderModel(model) {
        var figure = model.data[MIME], layout = Object.assign({ height: HEIGHT }, figure.layout);
        return plotly().then(() => this.isDisposed ? null : window.Plotly.react(this.node, figure.data, layout, figure.config))
          .then(() => { this.drawn = true; this.fit(); });
      }

      fit() {
        if (this.drawn && this.isVisible && this.node.offsetWidth) { window.Plotly.Plots.resize(this.node); }
      }

      onAfterShow() { this.fit(); }

      onResize() { this.fit(); }

      dispose() {
        if (this.drawn) { window.Plotly.purge(this.node); }
        super.dispose();
      }
    };
  }

  function charts() {
    return module("@lumino/widgets").then(function (lumino) {
      var Chart = chartOn(lumino.Widget);
      var factory = { safe: true, mimeTypes: [MIME], createRenderer: function () { return new Chart(); } };
      return [{ id: "kit:charts", rendererFactory: factory, rank: 0, dataType: "json" }];
    });
  }

  /* ipywidgets looks for a widget for two seconds and then gives up without a last look. While a page with hundreds of
     widgets is made, nothing else runs for longer than that: the widget has come, and is reported as not found. */
  function lookOnceMore(manager) {
    var find = manager.get_model;
    manager.get_model = function (id) {
      return find.call(manager, id).catch(function (fault) {
        if (manager.has_model(id)) { return find.call(manager, id); }
        throw fault;
      });
    };
  }

  /* No page has formulas. Voilà has MathJax ready all the same, which is a tenth of all there is to fetch. */
  function page() {
    return module("@jupyterlab/rendermime").then(function (rendermime) {
      return {
        id: "kit:page",
        autoStart: true,
        requires: [rendermime.IRenderMimeRegistry],
        activate: function (app, registry) {
          registry.latexTypesetter = null;
          app.widgetManagerPromise.promise.then(lookOnceMore);
        }
      };
    });
  }

  var modules = { "./page": page, "./charts": charts };

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB.kit = {
    init: function (scope) { shared = scope; },
    get: function (name) { return modules[name]().then(function (made) { return function () { return made; }; }); }
  };
}());
