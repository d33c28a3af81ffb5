/* The pages of a seminar: they follow the room, count the clock down, and lose nothing that was typed.
   An answer that the server has not received stays on this phone and is sent again; sending twice changes nothing. */
(function () {
  "use strict";
  var hall = document.getElementById("kit-hall");
  if (!hall) { return; }
  var line = document.getElementById("kit-line");
  var mark = hall.dataset.kitMark, view = hall.dataset.kitView;
  var place = "kit-hall:" + (hall.dataset.kitSeat || view) + ":";
  var asking = null, sending = null, away = 0, ahead = 0, memory = {};

  /* Some phones let a page keep nothing: then it is kept for as long as the page is open. */
  function keep(name, value) {
    memory[name] = value;
    try {
      if (value === null) { window.localStorage.removeItem(place + name); }
      else { window.localStorage.setItem(place + name, JSON.stringify(value)); }
    } catch (fault) { /* kept in memory */ }
  }

  function kept(name) {
    try { var text = window.localStorage.getItem(place + name); return text ? JSON.parse(text) : memory[name] || null; }
    catch (fault) { return memory[name] || null; }
  }

  function say(words) { if (line.textContent !== words) { line.textContent = words; } }

  /* -- following the room */

  function ask() {
    var began = Date.now();
    asking = new AbortController();
    var seen = away ? "" : mark; /* after a drop the answer comes at once, news or not */
    fetch(hall.dataset.kitNow + "?seen=" + encodeURIComponent(seen), { signal: asking.signal, credentials: "same-origin" })
      .then(function (answer) {
        if (answer.status === 403 || answer.status === 404) { window.location.reload(); return null; }
        if (!answer.ok) { throw new Error(String(answer.status)); }
        var told = answer.headers.get("X-Kit-Mark") || mark;
        return (answer.status === 204 ? Promise.resolve("") : answer.text()).then(function (html) { mark = told; return html; });
      })
      .then(function (html) { /* the mark is known once the whole text is here: a phone may wake in between */
        if (html === null) { return; }
        if (away) { away = 0; say(late() || hall.dataset.kitBack); }
        if (html) { show(html); }
        send();
        window.setTimeout(ask, Math.max(0, 400 - (Date.now() - began)));
      })
      .catch(function (fault) {
        if (fault.name === "AbortError") { ask(); return; }
        away += 1;
        say(hall.dataset.kitLost);
        window.setTimeout(ask, 1000 + Math.random() * 1000 * Math.min(away, 6)); /* not all two hundred at once */
      });
  }

  /* A phone that wakes asks and sends at once: what was under way may have died unheard. */
  function woke() {
    if (document.visibilityState !== "visible") { return; }
    if (asking) { asking.abort(); }
    if (sending) { sending.abort(); } else { send(); }
  }

  function show(html) {
    var typed = written(), opened = {}, focus = document.activeElement;
    var named = hall.contains(focus) ? [formName(focus), focus.name, focus.value] : null;
    var before = title();
    hall.querySelectorAll("details[id]").forEach(function (one) { opened[one.id] = one.open; });
    hall.innerHTML = html;
    hall.querySelectorAll("details[id]").forEach(function (one) { if (one.id in opened) { one.open = opened[one.id]; } });
    ready(typed);
    if (named) { refocus(named); }
    var news = document.getElementById("kit-news"); /* read aloud: the page has changed by itself */
    if (title() && title() !== before && news) { news.textContent = title(); }
  }

  function title() { var found = hall.querySelector("[data-kit-title]"); return found ? found.textContent : ""; }

  function refocus(named) {
    var all = Array.from(hall.querySelectorAll("input, select, textarea, button"));
    var found = all.find(function (one) { return formName(one) === named[0] && one.name === named[1] && one.value === named[2]; }) ||
      all.find(function (one) { return formName(one) === named[0] && one.name === named[1]; });
    if (found) { found.focus(); }
  }

  /* -- what is typed */

  function formName(field) { return field.form ? field.form.dataset.kitAnswer || field.form.dataset.kitForm || "" : ""; }

  function fields() {
    return Array.from(hall.querySelectorAll("form[data-kit-answer] :is(input, select, textarea), form[data-kit-form] input"))
      .filter(function (one) { return one.type !== "hidden" && one.type !== "submit"; });
  }

  function value(field) { return field.type === "radio" || field.type === "checkbox" ? field.checked : field.value; }

  function fieldName(field) {
    var pick = field.type === "radio" || field.type === "checkbox" ? "=" + field.value : "";
    return formName(field) + "/" + field.name + pick;
  }

  function written() {
    var found = {};
    fields().forEach(function (field) { if (field.dataset.kitTyped) { found[fieldName(field)] = value(field); } });
    return found;
  }

  function putBack(typed) {
    fields().forEach(function (field) {
      var name = fieldName(field);
      if (!(name in typed)) { return; }
      if (field.type === "radio" || field.type === "checkbox") { field.checked = typed[name]; } else { field.value = typed[name]; }
      field.dataset.kitTyped = "1";
    });
  }

  function draft(form) { return "draft:" + form.dataset.kitAnswer; }

  function typedNow(event) {
    var field = event.target, form = field.form;
    if (!form || !hall.contains(form)) { return; }
    if (/^place\./.test(field.name) && event.type === "change") { trade(field); }
    form.querySelectorAll("input, select, textarea").forEach(function (one) { if (one.type !== "hidden") { one.dataset.kitTyped = "1"; } });
    if (form.dataset.kitAnswer) { keep(draft(form), written()); }
  }

  /* Ranks: who takes another's place gives that one its own. */
  function trade(field) {
    var places = Array.from(field.form.querySelectorAll("select[name^='place.']"));
    var twin = places.find(function (one) { return one !== field && one.value === field.value; });
    if (twin) {
      var taken = places.map(function (one) { return one.value; });
      twin.value = places.map(function (_, n) { return String(n + 1); }).find(function (n) { return taken.indexOf(n) < 0; });
    }
  }

  /* -- sending */

  function body(form, submitter) {
    var data = new URLSearchParams();
    new FormData(form).forEach(function (entry, name) { if (name !== "_xsrf") { data.append(name, entry); } });
    if (submitter && submitter.name) { data.append(submitter.name, submitter.value); }
    return data.toString();
  }

  function token() {
    var field = hall.querySelector("input[name=_xsrf]");
    return field ? field.value : (/(?:^|; )_xsrf=([^;]*)/.exec(document.cookie) || ["", ""])[1];
  }

  function post(address, data, signal) {
    return fetch(address, {
      method: "POST", signal: signal, credentials: "same-origin", body: data + "&_xsrf=" + encodeURIComponent(token()),
      headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Kit-Script": "1" }
    });
  }

  function submitted(event) {
    var form = event.target;
    if (form.dataset.kitAnswer) {
      event.preventDefault();
      var out = kept("out") || {};
      out[form.dataset.kitAnswer] = { to: form.getAttribute("action"), body: body(form, event.submitter) };
      keep("out", out);
      send();
    } else if ("kitSteer" in form.dataset) {
      event.preventDefault();
      steer(form.getAttribute("action"), body(form, event.submitter));
    }
  }

  /* Everything that is still here, one after the other. What came too late waits for its question to open again. */
  function send() {
    var out = kept("out") || {};
    var item = Object.keys(out).find(function (name) { return !out[name].late || hall.querySelector("form[data-kit-answer='" + name + "']"); });
    if (sending || !item) { return; }
    sending = new AbortController();
    var sent = out[item].body;
    post(out[item].to, sent, sending.signal).then(function (answer) {
      if (answer.status === 403) { window.location.reload(); return null; }
      if (answer.status >= 500 || answer.status === 404) { throw new Error(String(answer.status)); }
      return answer.text().then(function (html) { received(item, sent, answer, html); });
    }).catch(function (fault) {
      sending = null;
      if (fault.name === "AbortError") { send(); } else { say(hall.dataset.kitKept); }
    });
  }

  function received(item, sent, answer, html) {
    var out = kept("out") || {}, refused = answer.headers.get("X-Kit-Refused") || "";
    sending = null;
    if (out[item] && out[item].body === sent) {
      if (refused === "seminar.refused.closed" || refused === "links.too_fast") { out[item].late = true; }
      else { delete out[item]; }
      keep("out", out);
    }
    if (!refused) { keep("draft:" + item, null); hall.querySelectorAll("[data-kit-typed]").forEach(function (one) { delete one.dataset.kitTyped; }); }
    mark = answer.headers.get("X-Kit-Mark") || mark;
    show(html);
    say(late());
    var told = hall.querySelector(".kit-told");
    if (told) { told.scrollIntoView({ block: "nearest" }); }
    if (!out[item] || !out[item].late) { send(); }
  }

  /* What to say of answers that came too late, for as long as one waits here. */
  function late() {
    var out = kept("out") || {};
    return Object.keys(out).some(function (item) { return out[item].late; }) ? hall.dataset.kitLate : "";
  }

  function steer(address, data) {
    post(address, data).then(function (answer) {
      return answer.text().then(function (html) {
        if (answer.ok) { mark = answer.headers.get("X-Kit-Mark") || mark; say(""); show(html); } else { say(html); }
      });
    }).catch(function () { say(hall.dataset.kitLost); });
  }

  /* -- the clock and the keys */

  function tick() {
    hall.querySelectorAll("[data-kit-end]").forEach(function (clock) {
      if (!clock.dataset.kitEnd) { return; }
      var left = Math.round((Number(clock.dataset.kitEnd) - Date.now() - ahead) / 1000);
      var whole = Math.abs(left), seconds = String(whole % 60).padStart(2, "0");
      clock.textContent = (left < 0 ? "\u2212" : "") + Math.floor(whole / 60) + ":" + seconds;
      clock.parentElement.classList.toggle("kit-over", left < 0);
    });
  }

  function keys() { var box = document.getElementById("kit-keys"); return box && box.checked; }

  function pressed(event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && !/^(checkbox|radio)$/.test(event.target.type);
    if (!keys() || typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) { return; }
    var wanted = event.key === " " ? "Space" : event.key.toLowerCase();
    if (wanted === "Space" && /^(BUTTON|A|SUMMARY|INPUT)$/.test(event.target.tagName)) { return; }
    var found = hall.querySelector("[data-kit-key='" + (/^[a-z]$/.test(wanted) || wanted === "Space" ? wanted : "none") + "']");
    if (found) { event.preventDefault(); found.click(); }
  }

  /* -- the wall: texts that do not fit take turns; an arrow key turns to others, and then they stay */

  var TURN = 15000, from = 0, shown = 0, turning = window.setInterval(function () { turn(1); }, TURN);

  function quotes() { var list = view === "wall" && hall.querySelector(".kit-quotes"); return list ? Array.from(list.children) : []; }

  function fit() {
    var all = quotes(), about = hall.querySelector("[data-kit-turn]");
    if (!all.length || !about) { return; }
    if (from >= all.length) { from = 0; }
    shown = 0;
    all.forEach(function (one) { one.hidden = true; });
    about.hidden = false;
    about.textContent = "\u00a0"; /* it takes its place before it is known what it says */
    all.slice(from).every(function (one) {
      one.hidden = false;
      var fits = hall.scrollHeight <= window.innerHeight || shown === 0;
      one.hidden = !fits;
      shown += fits ? 1 : 0;
      return fits;
    });
    about.hidden = shown === all.length;
    about.textContent = about.dataset.kitTurn.replace("{first}", from + 1).replace("{last}", from + shown).replace("{all}", all.length);
  }

  function turn(way) {
    var n = quotes().length;
    if (shown >= n) { return; }
    from = way > 0 ? from + shown : from > 0 ? Math.max(0, from - shown) : n - Math.max(1, n % shown || shown);
    fit();
  }

  function turned(event) {
    var way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (way && quotes().length) { window.clearInterval(turning); turn(way); }
  }

  function ready(typed) {
    var clock = hall.querySelector("[data-kit-clock]"), form = hall.querySelector("form[data-kit-answer]");
    if (clock) { ahead = Number(clock.dataset.kitClock) - Date.now(); }
    if (form) { putBack(kept(draft(form)) || {}); }
    putBack(typed || {});
    tick();
    fit();
  }

  ["input", "change"].forEach(function (name) { hall.addEventListener(name, typedNow); });
  hall.addEventListener("submit", submitted);
  document.addEventListener("visibilitychange", woke);
  window.addEventListener("online", woke);
  document.addEventListener("keydown", pressed);
  document.addEventListener("keydown", turned);
  window.addEventListener("resize", fit);
  var box = document.getElementById("kit-keys");
  if (box) {
    box.checked = kept("keys") !== false;
    box.addEventListener("change", function () { keep("keys", box.checked); });
  }
  window.setInterval(tick, 1000);
  ready({});
  if (mark) { ask(); }
}());
