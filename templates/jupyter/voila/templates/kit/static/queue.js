/* The page of the queue: asks how far the queue has come, says so, and opens the page when it is this browser's turn. */
(function () {
  "use strict";
  var PAUSE = 2000;
  var asked = document.querySelector("[data-kit-queue]");
  var line = document.getElementById("kit-place");

  /* Said only when it is new: a screen reader reads every change aloud. */
  function say(text) { if (line.textContent !== text) { line.textContent = text; } }

  function look() {
    window.fetch(asked.dataset.kitQueue, { cache: "no-store" }).then(function (answer) {
      if (answer.status === 403 || answer.status === 404) { window.location.reload(); return null; }
      return answer.ok ? answer.json() : Promise.reject(answer.status);
    }).then(function (place) {
      if (!place) { return; }
      if (place.ready) { say(line.dataset.opening); window.location.reload(); return; }
      say(place.text);
      window.setTimeout(look, PAUSE);
    }).catch(function () {
      say(line.dataset.away);
      window.setTimeout(look, PAUSE);
    });
  }

  window.setTimeout(look, PAUSE);
}());
