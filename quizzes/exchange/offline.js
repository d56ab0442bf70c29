/* Plays the questions of a quiz in a package: checks answers, says why, and hands the score to window.Lernlotse. */
(function () {
  "use strict";

  function all(root, selector) {
    return Array.prototype.slice.call(root.querySelectorAll(selector));
  }

  function fold(text) {
    var bare = text.toLowerCase().replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").replace(/ß/g, "ss");
    return (bare.normalize ? bare.normalize("NFD").replace(/[\u0300-\u036f]/g, "") : bare)
      .replace(/\s+/g, " ").replace(/^[\s"„“”»«'‚‘]+|[\s"“”»«'‘.]+$/g, "");
  }

  function distance(one, other) {
    var row = [], i, j, last, kept;
    for (j = 0; j <= other.length; j += 1) { row[j] = j; }
    for (i = 1; i <= one.length; i += 1) {
      last = row[0];
      row[0] = i;
      for (j = 1; j <= other.length; j += 1) {
        kept = row[j];
        row[j] = Math.min(row[j] + 1, row[j - 1] + 1, last + (one.charAt(i - 1) === other.charAt(j - 1) ? 0 : 1));
        last = kept;
      }
    }
    return row[other.length];
  }

  function same(typed, text, exact, typos) {
    if (exact) { return typed.replace(/\s+/g, " ").trim() === text.replace(/\s+/g, " ").trim(); }
    var one = fold(typed), other = fold(text);
    return one === other || (typos > 0 && other.length >= 5 && distance(one, other) <= typos);
  }

  /* All numbers that a typed one may mean: a single comma or point can group digits or divide them. */
  function readings(typed) {
    var bare = typed.replace(/−/g, "-").replace(/½/g, ",5").trim();
    var found = /^([-+]?[0-9.,\s\u00a0\u202f]*[0-9])/.exec(bare);
    if (!found) { return []; }
    var digits = found[1].replace(/[\s\u00a0\u202f]/g, "");
    var comma = digits.lastIndexOf(","), point = digits.lastIndexOf(".");
    if (comma >= 0 && point >= 0) {
      var mark = comma > point ? "," : ".";
      return [parseFloat(digits.split(mark === "," ? "." : ",").join("").replace(mark, "."))];
    }
    var plain = parseFloat(digits.replace(",", ".")), grouped = digits.replace(/[.,]/g, "");
    return /^[-+]?[0-9]{1,3}([.,][0-9]{3})+$/.test(digits) ? [plain, parseFloat(grouped)] : [plain];
  }

  function within(numbers, ranges) {
    return numbers.some(function (value) {
      return ranges.some(function (range) {
        var slack = 1e-9 * Math.max(1, Math.abs(range[0]), Math.abs(range[1]));
        return range[0] - slack <= value && value <= range[1] + slack;
      });
    });
  }

  function clamp(score) {
    return score >= 0.995 ? 1 : Math.max(0, score);
  }

  function choice(marks, kind, places) {
    var sum = 0, hits = 0, right = 0;
    marks.shares.forEach(function (share) { right += share > 0 ? 1 : 0; });
    places.forEach(function (place) {
      sum += marks.shares[place];
      hits += marks.shares[place] > 0 ? 1 : -1;
    });
    return clamp(kind === "single" || marks.percent ? sum : hits / (right || 1));
  }

  function solution(question, marks, typed) {
    var exact = question.getAttribute("data-exact") === "1", allowed = Number(question.getAttribute("data-typos"));
    var numbers = question.getAttribute("data-kind") === "number" ? readings(typed) : [];
    var order = marks.solutions.map(function (found, n) { return n; });
    order.sort(function (a, b) { return marks.solutions[b].share - marks.solutions[a].share || a - b; });
    var typos = allowed ? [0, allowed] : [0], i, j, found;
    for (i = 0; i < typos.length; i += 1) {
      for (j = 0; j < order.length; j += 1) {
        found = marks.solutions[order[j]];
        if (within(numbers, found.ranges) || found.texts.some(function (text) {
          return same(typed, text, exact, typos[i]);
        })) { return order[j]; }
      }
    }
    for (j = 0; j < marks.solutions.length; j += 1) {
      if (marks.solutions[j].rest) { return j; }
    }
    return -1;
  }

  function answer(question) {
    var typed = question.querySelector("input[type=text]");
    if (typed) { return typed.value.trim(); }
    return all(question, "input:checked").map(function (input) { return input.value; }).join(",");
  }

  function judge(question, given) {
    var marks = JSON.parse(question.getAttribute("data-marks")), kind = question.getAttribute("data-kind");
    if (marks.shares) {
      var places = given.split(",").map(Number);
      return { score: choice(marks, kind, places), said: places };
    }
    var found = solution(question, marks, given);
    return { score: found < 0 ? 0 : clamp(marks.solutions[found].share), said: [found] };
  }

  function show(quiz, question, verdict, focus) {
    var box = question.querySelector(".lms-explain");
    var name = verdict.score >= 1 ? "right" : verdict.score > 0 ? "partly" : "wrong";
    box.querySelector(".lms-offline-verdict").textContent = quiz.getAttribute("data-say-" + name);
    all(box, "[data-explains]").forEach(function (part) {
      part.hidden = verdict.score < 1 && verdict.said.indexOf(Number(part.getAttribute("data-explains"))) < 0;
    });
    box.hidden = false;
    if (focus) { box.focus(); }
  }

  function restore(quiz, question, given) {
    var typed = question.querySelector("input[type=text]");
    if (typed) { typed.value = given; }
    given.split(",").forEach(function (place) {
      all(question, "input").forEach(function (input) {
        if (input !== typed && input.value === place) { input.checked = true; }
      });
    });
    show(quiz, question, judge(question, given), false);
  }

  function begin(quiz, question) {
    var id = quiz.getAttribute("data-ref") + "#" + question.getAttribute("data-key");
    var kept = window.Lernlotse.question(id, {
      points: Number(question.getAttribute("data-points")),
      kind: question.getAttribute("data-kind"),
      quiz: quiz.getAttribute("data-ref"),
      required: quiz.getAttribute("data-required") === "1",
      pass: quiz.getAttribute("data-pass") === "" ? null : Number(quiz.getAttribute("data-pass"))
    });
    if (kept) { restore(quiz, question, kept); }
    question.querySelector("form").addEventListener("submit", function (event) {
      event.preventDefault();
      var given = answer(question), box = question.querySelector(".lms-explain");
      if (!given) {
        box.querySelector(".lms-offline-verdict").textContent = quiz.getAttribute("data-say-missing");
        box.hidden = false;
        box.focus();
        return;
      }
      var verdict = judge(question, given);
      show(quiz, question, verdict, true);
      window.Lernlotse.record(id, given, verdict.score);
    });
  }

  all(document, ".lms-offline-quiz").forEach(function (quiz) {
    all(quiz, ".lms-offline-question").forEach(function (question) { begin(quiz, question); });
  });
}());
