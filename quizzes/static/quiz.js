// Sends an answer without leaving the page and moves the focus to what is said about it.
// Without this file the same forms work by loading the page again.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const old = form.dataset.quiz && document.getElementById(form.dataset.quiz);
  if (!old || event.defaultPrevented) return;
  event.preventDefault();
  const button = event.submitter;
  const again = () => {
    delete form.dataset.quiz;
    form.requestSubmit(button);
  };
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: new FormData(form, button),
      headers: { "X-Requested-With": "fetch" },
    });
    if (!response.ok || response.redirected || !response.headers.has("X-Fragment")) return again();
    const template = document.createElement("template");
    template.innerHTML = await response.text();
    const focus = form.dataset.focus;
    old.replaceWith(template.content);
    document.getElementById(focus)?.focus();
  } catch {
    again();
  }
});
