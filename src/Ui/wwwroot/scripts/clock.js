// Ticks SLA clocks that count wall time: [data-clock-due] and [data-clock-started], both instants in UTC.
// The words and limits repeat Format.Left, Format.Over and ClockFace: no tone from 25 % left, warn below, bad when over.
const minute = 60_000;

function span(ms) {
  const minutes = Math.floor(ms / minute);
  if (minutes >= 72 * 60) return `${Math.floor(minutes / 1440)} days`;
  if (minutes >= 60) return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} m`;
  return `${minutes} m`;
}

function words(left) {
  if (left > 0) return left < minute ? "under 1 m left" : `${span(left)} left`;
  return -left < minute ? "just over" : `${span(-left)} over`;
}

function tick(clock) {
  const due = Date.parse(clock.dataset.clockDue);
  const left = due - (Date.now() - drift);
  const share = Math.min(1, Math.max(0, left / (due - Date.parse(clock.dataset.clockStarted))));
  const text = words(left);
  const b = clock.querySelector("b");
  if (b && b.textContent !== text) b.textContent = text;
  if (left <= 0) clock.dataset.tone = "bad";
  else if (share < 0.25) clock.dataset.tone = "warn";
  clock.querySelector(".val")?.setAttribute("stroke-dasharray", `${left <= 0 ? 100 : Math.floor(share * 100)} 100`);
}

// The server's time, not the device's: a page says when it was written.
const written = Date.parse(document.documentElement.dataset.now ?? "");
const away = Date.now() - written;
// A few minutes are a page fetched ahead of its opening; more is a device whose clock is wrong.
const drift = Math.abs(away) > 600_000 ? away : 0; // NaN counts as none
const clocks = document.querySelectorAll("[data-clock-due]");
if (clocks.length > 0) {
  const all = () => document.hidden || clocks.forEach(tick);
  setInterval(all, 15_000);
  document.addEventListener("visibilitychange", all);
}
