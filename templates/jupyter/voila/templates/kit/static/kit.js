/* The page's life around Voilà: say so when the connection is lost, and stop the kernel when the page is closed. */
(function () {
  "use strict";
  var GRACE = 6000;
  var PAUSE = 3000;
  var timer = null;
  var looking = null;
  var gone = false; /* the kernel is a new one: what stands on the page is no longer connected to anything */

  function banner(text) {
    var box = document.getElementById("kit-lost");
    if (!box) { return; }
    box.querySelector("p").textContent = text;
    box.hidden = !text;
  }

  function settings() { return JSON.parse(document.getElementById("jupyter-config-data").textContent); }

  function lost() {
    if (timer === null) {
      timer = window.setTimeout(function () { if (!gone) { banner(window.kit_words.lost); lookOut(); } }, GRACE);
    }
  }

  function found() {
    window.clearTimeout(timer);
    window.clearInterval(looking);
    timer = looking = null;
    if (!gone) { banner(""); }
  }

  /* Ask for the kernel until the server answers. What was typed is kept (see keep.js), so that the page may begin anew. */
  function lookOut() {
    if (looking !== null) { return; }
    looking = window.setInterval(function () {
      var here = settings();
      window.fetch(here.baseUrl + "api/kernels/" + here.kernelId, { cache: "no-store" }).then(function (answer) {
        if (looking === null || answer.status >= 500) { return; }
        if (answer.ok) { reconnect(); } else { back(); }
      }, function () { /* still away */ });
    }, PAUSE);
  }

  function reconnect() {
    window.jupyterapp.widgetManagerPromise.promise.then(function (manager) { manager.kernel.reconnect(); });
  }

  function back() {
    var at = document.activeElement;
    var typing = at && /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
    window.clearInterval(looking);
    gone = true;
    if (typing || document.visibilityState !== "visible") { banner(window.kit_words.back); } else { window.location.reload(); }
  }

  function watch(kernel) {
    kernel.connectionStatusChanged.connect(function (_, status) { (status === "connected" ? found : lost)(); });
    kernel.statusChanged.connect(function (_, status) {
      if (/^(dead|restarting|autorestarting)$/.test(status)) { gone = true; banner(window.kit_words.lost); }
    });
    kernel.disposed.connect(lost);
  }

  function whenReady(tries) {
    var app = window.jupyterapp;
    if (app && app.widgetManagerPromise) {
      app.widgetManagerPromise.promise.then(function (manager) {
        watch(manager.kernel);
        window.kit_watched = true;
      });
    } else if (tries > 0) {
      window.setTimeout(function () { whenReady(tries - 1); }, 250);
    }
  }

  /* Voilà takes the cells out of <main> and hangs them at the end of the page. Put them back, for screen readers. */
  function intoMain() {
    var shell = document.querySelector("body > .jp-LabShell");
    var main = document.getElementById("kit-main");
    if (shell && main) { main.appendChild(shell); }
    return Boolean(shell);
  }

  /* A widget cannot ask for number keys. The field gets them before it gets the focus, or a phone has chosen already. */
  function numberKeys(event) {
    var field = event.target.closest && event.target.closest(".kit-figure input");
    if (field) { field.setAttribute("inputmode", "decimal"); field.setAttribute("autocomplete", "off"); }
  }
  document.addEventListener("pointerdown", numberKeys, true);
  document.addEventListener("focusin", numberKeys, true);

  /* At Enter ipywidgets says so first and sends what was typed afterwards. Let the typed come first. */
  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.matches(".widget-text input")) {
      event.target.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }, true);

  /* A list of radio buttons comes without a name and not as one group. Give it its words, and the arrow keys work. */
  var choices = 0, waiting = false;
  function nameChoices() {
    waiting = false;
    document.querySelectorAll(".widget-radio").forEach(function (one) {
      var label = one.querySelector(".widget-label");
      if (!label) { return; }
      label.id = label.id || "kit-choices-" + (choices += 1);
      one.setAttribute("role", "radiogroup");
      one.setAttribute("aria-labelledby", label.id);
      one.querySelectorAll("input[type=radio]").forEach(function (input) { input.name = label.id; });
      handOn(one.querySelector(".widget-radio-box > label"));
    });
  }

  /* ipywidgets puts the focus on the words of the first choice; only the choice itself can take it. */
  function handOn(words) {
    if (!words || words.tabIndex === -1 && words.hasAttribute("tabindex")) { return; }
    words.tabIndex = -1;
    words.addEventListener("focus", function () { words.querySelector("input").focus(); });
  }

  function watchChoices() {
    new MutationObserver(function () {
      if (!waiting) { waiting = true; window.setTimeout(nameChoices, 0); }
    }).observe(document.body, { childList: true, subtree: true });
  }

  document.addEventListener("DOMContentLoaded", function () {
    watchChoices();
    var observer = new MutationObserver(function () { if (intoMain()) { observer.disconnect(); } });
    observer.observe(document.body, { childList: true });
    var button = document.querySelector("#kit-lost button");
    if (button) { button.addEventListener("click", function () { window.location.reload(); }); }
    whenReady(240);
  });
  window.addEventListener("pageshow", function (event) { if (event.persisted) { window.location.reload(); } });
}());
