"use strict";
document.documentElement.classList.add("live");
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const views = Array.from(document.querySelectorAll("section"), (section) => {
  const find = (what) => section.querySelector(what);
  const stage = find(".stage"), before = find(".before"), after = find(".after");
  const buttons = Array.from(section.querySelectorAll("button[data-mode]"));
  const range = find("input"), cut = find(".cut"), play = find(".play"), shown = find(".shown");
  const both = before && after;
  let timer = 0;
  const images = both ? [before.querySelector("img"), after.querySelector("img")] : [];
  const fit = () => {
    const over = stage.dataset.mode === "swipe" || stage.dataset.mode === "blink";
    const widest = Math.max(...images.map((image) => Number(image.getAttribute("width"))));
    const room = stage.clientWidth - 34;
    const scale = Math.min(1, room / widest);
    for (const image of images)
      image.style.width = over ? Number(image.getAttribute("width")) * scale + "px" : "";
  };
  const swipe = () => {
    const widest = Math.max(...images.map((image) => image.getBoundingClientRect().width));
    stage.style.setProperty("--cut", (widest * range.value) / 100 + "px");
  };
  const show = (which) => {
    before.classList.toggle("off", which !== "before");
    after.classList.toggle("off", which !== "after");
    shown.textContent = which;
  };
  const flip = () => show(before.classList.contains("off") ? "before" : "after");
  const run = (on) => {
    clearInterval(timer);
    timer = on ? setInterval(flip, 800) : 0;
    play.setAttribute("aria-pressed", String(on));
    play.textContent = on ? "Pause" : "Play";
  };
  const mode = (name) => {
    if (!buttons.some((button) => button.dataset.mode === name)) return;
    stage.dataset.mode = name;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.mode === name));
    cut.classList.toggle("hidden", name !== "swipe");
    play.classList.toggle("hidden", name !== "blink");
    shown.classList.toggle("hidden", name !== "blink");
    if (both) {
      fit();
      swipe();
      show("after");
      run(name === "blink" && !still);
    }
  };
  for (const button of buttons) button.addEventListener("click", () => mode(button.dataset.mode));
  if (both) {
    range.addEventListener("input", swipe);
    play.addEventListener("click", () => run(!timer));
    addEventListener("resize", () => { fit(); swipe(); });
  }
  if (buttons.length) mode("side");
  return { section, mode, step: () => { if (both && stage.dataset.mode === "blink") { run(false); flip(); } } };
});
const modes = { 1: "side", 2: "swipe", 3: "blink", 4: "difference" };
const current = () => {
  const near = views.findIndex((view) => view.section.getBoundingClientRect().bottom > 80);
  return near < 0 ? views.length - 1 : near;
};
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !views.length) return;
  if (modes[event.key]) views.forEach((view) => view.mode(modes[event.key]));
  else if (event.key === "b") views[current()].step();
  else if (event.key === "n" || event.key === "p") {
    const next = Math.min(views.length - 1, Math.max(0, current() + (event.key === "n" ? 1 : -1)));
    views[next].section.scrollIntoView();
    views[next].section.focus({ preventScroll: true });
  } else return;
  event.preventDefault();
});
const wanted = modes[location.hash.slice(1)];
if (wanted) views.forEach((view) => view.mode(wanted));
