"use strict";
// Without this file everything works by buttons; with it files are dropped, and the page follows what goes on.
const chosen = document.querySelector("input[type=file]");
if (chosen) {
  const place = chosen.form, folder = document.getElementById("thu-muc"), endings = chosen.accept.split(",");
  const heavy = place.querySelector("[role=alert]");
  const send = (found) => {
    const fits = ([, path]) => !path.includes("/") || endings.some((ending) => path.toLowerCase().endsWith(ending));
    const tray = new DataTransfer(), kept = found.filter(fits);
    heavy.hidden = kept.reduce((bytes, [file]) => bytes + file.size, 0) <= heavy.dataset.most;
    if (!heavy.hidden) return;
    for (const [file] of kept) tray.items.add(file);
    chosen.files = tray.files;
    if (folder) {
      folder.value = "";
      place.elements["duong"].value = kept.map(([, path]) => path).join("|");
      place.elements["bo-qua"].value = found.filter((one) => !fits(one)).map(([, path]) => path).join(", ");
    }
    place.requestSubmit();
  };
  const plain = (files) => [...files].map((file) => [file, file.webkitRelativePath || file.name]);
  const below = async (entry) => {
    if (entry.isFile) return [[await new Promise((done, not) => entry.file(done, not)), entry.fullPath.slice(1)]];
    const reader = entry.createReader(), found = [];
    let some;
    do { // A call gives a hundred at most.
      some = await new Promise((done, not) => reader.readEntries(done, not));
      found.push(...some);
    } while (some.length);
    return (await Promise.all(found.map(below))).flat();
  };
  for (const input of [chosen, folder]) input?.addEventListener("change", () => send(plain(input.files)));
  for (const name of ["dragenter", "dragover"])
    document.addEventListener(name, (event) => { event.preventDefault(); place.classList.add("tren"); });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) place.classList.remove("tren"); });
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    place.classList.remove("tren");
    const files = plain(event.dataTransfer.files);
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry);
    const found = entries.length ? (await Promise.all(entries.map(below))).flat() : files;
    if (found.length) send(found);
  });
}
document.addEventListener("submit", (event) => event.target.querySelector("[data-doi]")?.removeAttribute("hidden"));
const works = document.getElementById("dang-lam");
const busy = () => document.querySelector("details[open] form, input:focus, select:focus");
let before = works?.dataset.dau ?? "", shown = "";
async function follow() {
  try {
    const answer = document.hidden ? null : await fetch("/tinh-hinh");
    if (answer?.ok) {
      const now = answer.headers.get("X-Dau"), told = await answer.text();
      if (before && now !== before && !busy()) { location.reload(); return; }
      if (shown && told !== shown && !works.contains(document.activeElement)) works.innerHTML = told;
      before = busy() && before || now;
      shown = told;
    }
  } catch { /* The service is starting anew; ask again. */ }
  setTimeout(follow, works.querySelector(".chay") ? 1000 : 3000);
}
if (works) follow();
