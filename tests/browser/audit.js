// What is asked of a page in the browser itself; each function returns sentences about what is wrong.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const short = (element) => element.outerHTML.slice(0, 160);
  const byId = (id) => document.getElementById(id);

  function* headings() {
    const found = all("h1, h2, h3, h4, h5, h6");
    const firsts = all("h1").length;
    if (firsts !== 1) yield `${firsts} h1`;
    if (found[0]?.tagName !== "H1") yield "the first heading is not the h1";
    for (const [n, heading] of found.slice(1).entries()) {
      if (heading.tagName[1] - found[n].tagName[1] > 1) yield `a level is left out before ${short(heading)}`;
    }
  }

  function* names() {
    const ids = all("[id]").map((element) => element.id);
    for (const id of new Set(ids.filter((id, n) => ids.indexOf(id) !== n))) yield `two elements are called ${id}`;
    for (const link of all(".lms-skip a, .lms-errors a, [role=alert] a")) {
      if (link.hash && !byId(decodeURIComponent(link.hash.slice(1)))) yield `${short(link)} leads nowhere`;
    }
    if (!all(".lms-skip a").length) yield "no skip links";
  }

  function* errors() {
    for (const field of all("[aria-invalid=true]")) {
      const said = [field, field.closest("fieldset")].map((place) => place?.getAttribute("aria-describedby") ?? "");
      const described = said.join(" ").split(" ").map(byId);
      if (!described.some((element) => element?.matches(".kern-error"))) yield `${short(field)} does not say why`;
    }
    for (const error of all(".kern-error")) {
      if (error.getBoundingClientRect().width < 100) yield `no room for ${short(error)}`;
    }
  }

  function* language(wanted) {
    const said = document.documentElement.lang;
    if (said !== wanted) yield `the language is “${said}”`;
    const text = document.body.innerText;
    for (const slip of ["None", "undefined", "%(", "{{"]) if (text.includes(slip)) yield `the text says “${slip}”`;
  }

  const rings = (element) =>
    [element, element.parentElement, element.nextElementSibling]
      .filter(Boolean)
      .flatMap((place) => [null, "::before", "::after"].map((pseudo) => getComputedStyle(place, pseudo)))
      .map((style) => [
        style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 ? style.outline : "",
        style.boxShadow,
        style.borderColor,
      ])
      .join("|");

  // whatever can have the focus looks different when it has it; a key must have been pressed before
  function* focus() {
    for (const element of all("a[href], button, input, select, textarea, summary, [tabindex='0']")) {
      if (!element.checkVisibility() || element === document.activeElement) continue;
      const before = rings(element);
      element.focus({ preventScroll: true });
      if (document.activeElement === element && rings(element) === before) yield `no visible focus: ${short(element)}`;
      element.blur();
    }
  }

  function* sideways() {
    const wide = document.documentElement.scrollWidth;
    const room = document.documentElement.clientWidth;
    if (wide <= room) return;
    const ends = (element) => element.getBoundingClientRect().right > room + 1;
    const allowed = "[role=region][tabindex='0'], pre, .kern-sr-only";
    const outside = all("main *, header *, footer *").filter((element) => ends(element) && !element.closest(allowed));
    yield `scrolls sideways, ${wide} px in ${room} px: ${outside.slice(0, 3).map(short).join(" · ")}`;
  }

  function* motion() {
    const seconds = (times) => Math.max(...times.split(",").map(parseFloat));
    for (const element of all("*")) {
      const style = getComputedStyle(element);
      const moves = style.animationName !== "none" && seconds(style.animationDuration) > 0.01;
      if (moves || seconds(style.transitionDuration) > 0.01) yield `moves: ${short(element)}`;
      if (style.scrollBehavior === "smooth") yield `scrolls softly: ${short(element)}`;
    }
  }

  const unfold = (closed) => {
    for (const details of all("details")) details.open = !closed || !details.matches(closed);
  };
  const list = (asks) => (...values) => [...asks(...values)];
  const structure = (wanted) => [headings(), names(), errors(), language(wanted)].flatMap((found) => [...found]);
  window.audit = { structure, focus: list(focus), sideways: list(sideways), motion: list(motion), unfold };
})();
