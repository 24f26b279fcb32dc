"use strict";
// Text as people search for it: without marks and case, words apart, numbers without leading zeros.
const fold = (text) =>
  (" " + text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d").replace(/['’ʼ]/g, ""))
    .replace(/[^\p{L}\p{N}]+/gu, " ").replace(/ 0+(?=\d)/g, " ");
const at = (id) => document.getElementById(id);
const table = at("nguoi");
if (table) {
  const rows = Array.from(table.tBodies[0].rows, (row) => ({
    row,
    states: row.dataset.tt.split(" "),
    text: fold(Array.from(row.querySelectorAll("th, .don-vi, .so"), (one) => one.textContent).join(" ")),
  }));
  const search = () => {
    const words = fold(at("tim").value).split(" ").filter(Boolean);
    const state = at("tt").value;
    let shown = 0;
    for (const { row, states, text } of rows) {
      const fits = words.every((word) => text.includes(" " + word)) && (!state || states.includes(state));
      row.hidden = !fits;
      shown += fits;
    }
    const all = rows.length;
    at("thay").textContent = shown === all ? `Đang hiện cả ${all} người.`
      : shown ? `Tìm thấy ${shown} trên ${all} người.` : "Không thấy ai. Thử gõ ít chữ hơn.";
  };
  // The search stands in the address, so that it can be kept or sent: xem.html#tim=nguyen
  const remember = () => {
    const asked = new URLSearchParams();
    if (at("tim").value) asked.set("tim", at("tim").value);
    if (at("tt").value) asked.set("tt", at("tt").value);
    try { history.replaceState(null, "", "#" + asked); } catch { /* some browsers refuse it for files */ }
  };
  const recall = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    if (asked.has("tim") || asked.has("tt")) {
      at("tim").value = asked.get("tim") || "";
      at("tt").value = asked.get("tt") || "";
      at("tung-nguoi").scrollIntoView();
    }
    search();
  };
  for (const id of ["tim", "tt"]) at(id).addEventListener("input", () => { search(); remember(); });
  at("anh").addEventListener("change", () => table.classList.toggle("co-anh", at("anh").checked));
  addEventListener("hashchange", recall);
  at("anh-o").hidden = !table.querySelector("img");
  at("loc").hidden = false;
  recall();
}
