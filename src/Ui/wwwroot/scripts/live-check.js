// Checks a form while it is typed: posts the fields named in data-live-fields to the address in data-live-check and puts
// the returned piece of HTML (from our own origin) into the element whose id stands in data-live-target, an aria-live region.
// Without script, or when the check does not answer, the same findings come on submit.
const wait = 450;
const limit = 8_000;

function attach(form) {
  const { liveCheck: address, liveTarget, liveFields } = form.dataset;
  const target = document.getElementById(liveTarget);
  const names = new Set(liveFields.split(/[\s,]+/).filter(Boolean));
  if (!target || names.size === 0) return;
  const before = target.innerHTML;
  let timer, running, last = "";

  const body = () => {
    const all = new FormData(form);
    const some = new URLSearchParams();
    for (const [name, value] of all)
      if ((names.has(name) || name === "__RequestVerificationToken") && typeof value === "string") some.append(name, value);
    return some;
  };

  async function check() {
    const sent = body();
    const key = String(sent);
    if (key === last) return;
    last = key;
    running?.abort();
    const mine = (running = new AbortController());
    target.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, {
        method: "POST",
        body: sent,
        headers: { accept: "text/html" },
        signal: AbortSignal.any([mine.signal, AbortSignal.timeout(limit)]),
      });
      if (mine.signal.aborted) return;
      target.innerHTML = answer.ok ? await answer.text() : before;
      if (!answer.ok) last = "";
    } catch {
      if (!mine.signal.aborted) (target.innerHTML = before), (last = "");
    } finally {
      if (running === mine) target.removeAttribute("aria-busy");
    }
  }

  form.addEventListener("input", (e) => {
    if (!names.has(e.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(check, wait);
  });
}

document.querySelectorAll("form[data-live-check]").forEach(attach);
