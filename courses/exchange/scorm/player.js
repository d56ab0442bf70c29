/* Shows a course section by section and reports to a SCORM 1.2 platform; without one it works all the same. */
(function () {
  "use strict";
  var MOST = 4096, FURTHEST = 500;
  var api = null, started = new Date().getTime(), finished = false;
  var pages = Array.prototype.slice.call(document.querySelectorAll("[data-page]"));
  var seen = [], here = 0, questions = [], byId = {}, kept = [];

  function look(start) {
    var place = start, steps = 0;
    try {
      while (place && steps < FURTHEST) {
        if (place.API) { return place.API; }
        if (place.parent === place) { break; }
        place = place.parent;
        steps += 1;
      }
    } catch (foreign) { return null; }
    return null;
  }

  function find() {
    var found = look(window), top = window, steps = 0;
    try {
      while (!found && top.parent !== top && steps < FURTHEST) { top = top.parent; steps += 1; }
      if (!found && window.opener) { found = look(window.opener); }
      if (!found && top.opener) { found = look(top.opener); }
    } catch (foreign) { return found; }
    return found;
  }

  function get(name) { return api ? String(api.LMSGetValue(name)) : ""; }
  function set(name, value) { if (api && !finished) { api.LMSSetValue(name, String(value)); } }

  function two(number) { return (number < 10 ? "0" : "") + number; }

  function span() {
    var seconds = Math.round((new Date().getTime() - started) / 1000), hours = Math.floor(seconds / 3600);
    return ("000" + hours).slice(-4) + ":" + two(Math.floor(seconds / 60) % 60) + ":" + two(seconds % 60);
  }

  function clock() {
    var now = new Date();
    return two(now.getHours()) + ":" + two(now.getMinutes()) + ":" + two(now.getSeconds());
  }

  /* Sections seen, and of each question its best score and last answer; answers go first when room is short. */
  function pack() {
    var marks = seen.map(function (was) { return was ? "1" : "0"; }).join("");
    var full = JSON.stringify({ s: marks, q: questions.map(function (question) {
      return question.answered ? [Math.round(question.score * 100), question.given] : 0;
    }) });
    if (full.length <= MOST) { return full; }
    var bare = JSON.stringify({ s: marks, q: questions.map(function (question) {
      return question.answered ? Math.round(question.score * 100) + 1 : 0;
    }) });
    return bare.length <= MOST ? bare : JSON.stringify({ s: marks.slice(0, MOST - 20), q: [] });
  }

  function unpack(text) {
    var found;
    try { found = JSON.parse(text); } catch (broken) { return; }
    if (!found || typeof found.s !== "string" || !found.q) { return; }
    pages.forEach(function (page, n) { seen[n] = found.s.charAt(n) === "1"; });
    kept = found.q;
  }

  function quizzesDone() {
    var sums = {};
    questions.forEach(function (question) {
      var sum = sums[question.quiz] || { got: 0, of: 0, open: 0, about: question };
      sum.got += question.score * question.points;
      sum.of += question.points;
      sum.open += question.answered ? 0 : 1;
      sums[question.quiz] = sum;
    });
    return Object.keys(sums).every(function (name) {
      var sum = sums[name], about = sum.about;
      if (!about.required) { return true; }
      return about.pass === null ? !sum.open : sum.got / (sum.of || 1) >= about.pass - 1e-9;
    });
  }

  function complete() {
    return quizzesDone() && seen.length === pages.length && seen.every(Boolean);
  }

  function report() {
    var got = 0, of = 0, passing = false;
    questions.forEach(function (question) {
      got += question.score * question.points;
      of += question.points;
      passing = passing || (question.required && question.pass !== null);
    });
    if (of) {
      set("cmi.core.score.raw", Math.round(got / of * 100));
      set("cmi.core.score.min", 0);
      set("cmi.core.score.max", 100);
    }
    var before = get("cmi.core.lesson_status");
    if (before !== "completed" && before !== "passed") {
      set("cmi.core.lesson_status", complete() ? (passing ? "passed" : "completed") : "incomplete");
    }
    set("cmi.core.lesson_location", pages.length ? pages[here].id : "");
    set("cmi.suspend_data", pack());
    if (api && !finished) { api.LMSCommit(""); }
  }

  function interaction(question) {
    var kinds = { single: "choice", multiple: "choice", text: "fill-in", number: "numeric" };
    var n = Number(get("cmi.interactions._count")) || 0, at = "cmi.interactions." + n + ".";
    var given = question.given;
    if (kinds[question.kind] === "choice") {
      given = given.split(",").map(function (place) {
        return "abcdefghijklmnopqrstuvwxyz0123456789".charAt(Number(place) % 36);
      }).join(",");
    }
    if (question.kind === "number") { given = (/[-+]?[0-9]+([.,][0-9]+)?/.exec(given) || ["0"])[0].replace(",", "."); }
    set(at + "id", question.id.replace(/[^A-Za-z0-9_.-]/g, "."));
    set(at + "type", kinds[question.kind] || "fill-in");
    set(at + "time", clock());
    set(at + "student_response", given.slice(0, 255));
    set(at + "result", question.now >= 1 ? "correct" : "wrong");
  }

  function show(n, anchor) {
    here = Math.max(0, Math.min(pages.length - 1, n));
    pages.forEach(function (page, other) { page.hidden = other !== here; });
    Array.prototype.forEach.call(document.querySelectorAll("[data-goes]"), function (link) {
      var own = link.getAttribute("data-goes") === pages[here].id;
      if (own) { link.setAttribute("aria-current", "page"); } else { link.removeAttribute("aria-current"); }
    });
    document.getElementById("back").disabled = here === 0;
    document.getElementById("next").disabled = here === pages.length - 1;
    seen[here] = true;
    var target = anchor && document.getElementById(anchor);
    if (target) { target.scrollIntoView(); } else { window.scrollTo(0, 0); }
    report();
  }

  function go(id, anchor) {
    var place = -1;
    pages.forEach(function (page, n) { place = page.id === id ? n : place; });
    if (place >= 0) { show(place, anchor); }
    return place >= 0;
  }

  function follow(event) {
    var link = event.target;
    while (link && link.nodeName !== "A") { link = link.parentNode; }
    var page = link && link.getAttribute("data-goes");
    if (page && go(page, link.getAttribute("data-anchor"))) {
      event.preventDefault();
      var heading = pages[here].querySelector("h2");
      if (heading) { heading.setAttribute("tabindex", "-1"); heading.focus(); }
    }
  }

  function end() {
    if (finished || !api) { return; }
    report();
    set("cmi.core.session_time", span());
    set("cmi.core.exit", complete() ? "" : "suspend");
    api.LMSCommit("");
    api.LMSFinish("");
    finished = true;
  }

  window.Lernlotse = {
    /* Announces a question and returns its last answer, if there is one. */
    question: function (id, about) {
      var found = kept[questions.length], question = about;
      question.id = id;
      question.score = 0;
      question.given = "";
      question.answered = false;
      if (typeof found === "number" && found > 0) { question.score = (found - 1) / 100; question.answered = true; }
      if (found && found.length === 2) {
        question.score = Number(found[0]) / 100;
        question.given = String(found[1]);
        question.answered = true;
      }
      questions.push(question);
      byId[id] = question;
      return question.given;
    },
    /* Keeps an answer; of several the best score counts. */
    record: function (id, given, score) {
      var question = byId[id];
      question.given = given;
      question.now = score;
      question.score = question.answered ? Math.max(question.score, score) : score;
      question.answered = true;
      interaction(question);
      report();
    },
    begin: function () {
      var place = get("cmi.core.lesson_location");
      document.getElementById("back").addEventListener("click", function () { show(here - 1); });
      document.getElementById("next").addEventListener("click", function () { show(here + 1); });
      document.addEventListener("click", follow);
      if (!place || !go(place)) { show(0); }
    }
  };

  api = find();
  if (api) {
    api.LMSInitialize("");
    unpack(get("cmi.suspend_data"));
  }
  pages.forEach(function (page, n) { seen[n] = Boolean(seen[n]); });
  window.addEventListener("pagehide", end);
  window.addEventListener("beforeunload", end);
}());
