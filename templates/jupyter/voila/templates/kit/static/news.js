/* Others save while a page is open. It asks the server now and then, without a kernel, and says so; a board that hangs
   on a wall shows it by itself, and the new day too. Where a page stood (its unit) it stands again after that. */
(function () {
  "use strict";
  var source = document.body.dataset.kitNews;
  if (!source) { return; }
  var wall = document.body.dataset.kitWall === "yes";
  var news = window.kit_news = {
    every: 20000, /* ms between two looks */
    own: 45000, /* ms in which a change is taken for what this page has just saved */
    quiet: 60000, /* ms without a hand on the page, after which a board renews itself */
    look: look
  };
  var known = null, saved = -Infinity, touched = -Infinity, day = today();
  var place = "kit-stays:" + window.location.pathname;

  function today() { return new Date().toDateString(); }

  function look() {
    if (document.visibilityState !== "visible") { return Promise.resolve(); }
    return window.fetch(source, { cache: "no-cache" }).then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (said) { if (said) { heard(said.version); } }, function () { /* away: kit.js says so */ });
  }

  function heard(version) {
    if (known === null || Date.now() - saved < news.own) { known = version; }
    var others = version !== known;
    if (wall && (others || day !== today()) && atRest()) { window.location.reload(); } else if (others) { say(); }
  }

  function atRest() {
    var at = document.activeElement;
    var typing = at && /^(INPUT|TEXTAREA)$/.test(at.tagName) && at.type !== "checkbox";
    return !typing && !document.getElementById("kit-kept").textContent && Date.now() - touched >= news.quiet;
  }

  function say() {
    var box = document.getElementById("kit-news");
    if (!box.hidden) { return; }
    box.hidden = false;
    box.querySelector("p").textContent = window.kit_words.news;
  }

  /* The line under a form that says when it was saved (kit.apps.views.widgets.Status). */
  function isSaved(node) {
    return node.nodeType === 1 && node.matches(".kit-status [role=status]:not(.kit-waits)");
  }

  /* The list that says which unit the page is about keeps its choice in this tab: its place, for two
     units may have one name. */
  function list() { return document.querySelector("#kit-main .kit-stays select"); }

  function remember(event) {
    if (!event.isTrusted || event.target !== list()) { return; }
    try { window.sessionStorage.setItem(place, list().selectedIndex); } catch (fault) { /* then it begins with the first */ }
  }

  function stay() {
    var chosen = null, here = list();
    try { chosen = window.sessionStorage.getItem(place); } catch (fault) { /* nothing was kept */ }
    if (chosen === null || Number(chosen) >= here.length || here.selectedIndex === Number(chosen)) { return; }
    here.selectedIndex = Number(chosen);
    here.dispatchEvent(new Event("change", { bubbles: true }));
  }

  document.addEventListener("DOMContentLoaded", function () {
    var main = document.getElementById("kit-main");
    main.addEventListener("change", remember, true);
    ["pointerdown", "keydown", "touchstart", "wheel"].forEach(function (name) {
      document.addEventListener(name, function () { touched = Date.now(); }, { passive: true, capture: true });
    });
    new MutationObserver(function (changes) {
      if (changes.some(function (change) { return Array.from(change.addedNodes).some(isSaved); })) { saved = Date.now(); }
    }).observe(main, { childList: true, subtree: true });
    var settled = new MutationObserver(function () {
      if (list()) { settled.disconnect(); stay(); }
    });
    settled.observe(main, { childList: true, subtree: true });
    document.querySelector("#kit-news button").addEventListener("click", function () { window.location.reload(); });
    look();
    window.setInterval(function () { news.look(); }, news.every);
  });
}());
