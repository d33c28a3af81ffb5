/* What is typed and not saved yet is kept in this tab, and offered again after a reload or a broken line.
   It is forgotten once it is saved or the tab is closed. A respondent's page keeps nothing: its answers save at once. */
(function () {
  "use strict";
  var TYPED = /^(text|textarea|number|date|month|week|time|search|email|tel|url)$/;
  var BLOCK = ".kit-row, .kit-form, form";
  var PAUSE = 400;
  var who = document.body.dataset.kitKeep;
  if (!who) { return; }
  var code = new URLSearchParams(window.location.search).get("municipality") || "";
  var place = ["kit-kept", who, window.location.pathname, code].join(":");
  var kept = read();
  var earlier = Object.assign({}, kept); /* from before this page was loaded: to be offered */
  var timer = null;

  function read() {
    try { return JSON.parse(window.sessionStorage.getItem(place)) || {}; } catch (fault) { return {}; }
  }

  function write() {
    try {
      if (Object.keys(kept).length) { window.sessionStorage.setItem(place, JSON.stringify(kept)); }
      else { window.sessionStorage.removeItem(place); }
    } catch (fault) { /* a browser that keeps nothing: the page works all the same */ }
  }

  function main() { return document.getElementById("kit-main"); }

  function isTyped(field) { return TYPED.test(field.type); }

  function value(field) { return field.type === "checkbox" || field.type === "radio" ? field.checked : field.value; }

  function label(field) {
    var words = field.labels && field.labels.length ? field.labels[0].textContent : field.getAttribute("aria-label");
    return (words || field.placeholder || field.name || field.type).trim();
  }

  /* Every field of the page by its label, and by its place among those with the same label. */
  function fields() {
    var seen = {}, found = [];
    main().querySelectorAll("input, select, textarea").forEach(function (field) {
      if (/^(hidden|file|button|submit|reset|password)$/.test(field.type)) { return; }
      var words = label(field);
      seen[words] = (seen[words] || 0) + 1;
      found.push({ key: words + "#" + seen[words], label: words, field: field });
    });
    return found;
  }

  function one(key) { return fields().find(function (entry) { return entry.key === key; }); }

  function typed(event) {
    if (!event.isTrusted) { return; }
    var entry = fields().find(function (each) { return each.field === event.target; });
    if (!entry) { return; }
    delete earlier[entry.key];
    kept[entry.key] = { label: entry.label, value: value(entry.field), typed: isTyped(entry.field) };
    write();
  }

  /* A good word beside some fields means that they are saved: all but the one that is being written in. */
  function saved(status) {
    var block = status.parentElement;
    while (block && block !== main() && !block.querySelector("input, select, textarea")) { block = block.parentElement; }
    if (!block) { return; }
    fields().forEach(function (entry) {
      var mine = kept[entry.key];
      if (!mine || !block.contains(entry.field) || entry.key in earlier) { return; }
      if (entry.field !== document.activeElement || value(entry.field) !== mine.value) { delete kept[entry.key]; }
    });
    write();
  }

  function statuses(node) {
    if (node.nodeType !== 1) { return []; }
    var all = Array.from(node.querySelectorAll("[role=status]"));
    if (node.matches("[role=status]")) { all.push(node); }
    return all.filter(function (status) { return status.textContent.trim(); });
  }

  function changed(changes) {
    changes.forEach(function (change) {
      change.addedNodes.forEach(function (node) { statuses(node).forEach(saved); });
    });
    window.clearTimeout(timer);
    timer = window.setTimeout(offer, PAUSE);
  }

  /* What was typed before and does not stand in its field now. */
  function missing() {
    return Object.keys(earlier).filter(function (key) {
      var entry = one(key);
      if (entry && value(entry.field) === earlier[key].value) { forget(key); return false; }
      return earlier[key] && earlier[key].typed && String(earlier[key].value).trim();
    });
  }

  function forget(key) { delete earlier[key]; delete kept[key]; write(); }

  function element(name, words, parent) {
    var made = document.createElement(name);
    made.textContent = words || "";
    if (parent) { parent.appendChild(made); }
    return made;
  }

  function button(words, parent, action, style) {
    var made = element("button", words, parent);
    made.type = "button";
    made.className = "kit-button" + (style || "");
    made.addEventListener("click", action);
  }

  function offer() {
    var box = document.getElementById("kit-kept");
    var keys = missing();
    var mark = JSON.stringify(keys.map(function (key) { return [key, Boolean(one(key))]; }));
    if (box.dataset.shown === mark) { return; }
    box.dataset.shown = mark;
    box.textContent = "";
    if (!keys.length) { return; }
    element("p", window.kit_words.kept, box);
    var list = element("ul", "", box);
    keys.forEach(function (key) { element("li", earlier[key].label + ": " + earlier[key].value, list); });
    if (keys.some(one)) { button(window.kit_words.kept_back, box, putBack); }
    else { element("p", window.kit_words.kept_open, box); }
    button(window.kit_words.kept_away, box, function () { missing().forEach(forget); offer(); main().focus(); }, " kit-second");
  }

  function put(field, wanted) {
    var name = field.type === "checkbox" || field.type === "radio" ? "checked" : "value";
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), name).set.call(field, wanted);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /* Lists and boxes of the same form first go back to what was chosen, for the fields after them may depend on it. */
  function putBack() {
    var keys = missing().filter(one);
    var blocks = keys.map(function (key) { return one(key).field.closest(BLOCK); });
    var order = fields().map(function (entry) { return entry.key; });
    var todo = Object.keys(earlier).filter(function (key) {
      var entry = one(key);
      return entry && (keys.includes(key) || (!earlier[key].typed && blocks.includes(entry.field.closest(BLOCK))));
    }).sort(function (a, b) { return order.indexOf(a) - order.indexOf(b); });
    next(todo, keys[0]);
  }

  function next(todo, first) {
    if (!todo.length) { done(first); return; }
    var key = todo.shift(), entry = one(key), mine = earlier[key];
    if (entry && mine && value(entry.field) !== mine.value) {
      delete earlier[key]; /* but it stays in `kept` until it is saved */
      put(entry.field, mine.value);
    }
    window.setTimeout(function () { next(todo, first); }, mine && mine.typed ? 0 : PAUSE);
  }

  function done(first) {
    var entry = one(first), box = document.getElementById("kit-kept");
    offer();
    element("p", window.kit_words.kept_done, box);
    if (entry) { entry.field.focus(); }
  }

  document.addEventListener("DOMContentLoaded", function () {
    ["input", "change"].forEach(function (name) { main().addEventListener(name, typed, true); });
    new MutationObserver(changed).observe(main(), { childList: true, subtree: true });
  });
}());
