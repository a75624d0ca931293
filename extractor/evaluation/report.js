// Chooses among the errors. What is chosen stands in the address, so that a choice can be kept and passed on.
"use strict";
const errors = [...document.querySelectorAll("#gallery article")];
const controls = document.querySelector("#gallery .controls");
const selects = [...controls.querySelectorAll("select")];

function show() {
  const chosen = new URLSearchParams(location.hash.slice(1));
  for (const select of selects) {
    select.value = chosen.get(select.name) ?? "";
    // Of a choice that the page does not offer, all are shown.
    if (select.selectedIndex < 0) select.value = "";
  }
  for (const error of errors) {
    error.hidden = selects.some(
      ({ name, value }) => value && !error.dataset[name].split("\n").includes(value),
    );
  }
  const shown = errors.filter((error) => !error.hidden).length;
  document.getElementById("shown").textContent = `${shown} of ${errors.length} errors shown`;
}

for (const select of selects) {
  select.addEventListener("change", () => {
    const chosen = selects.filter(({ value }) => value).map(({ name, value }) => [name, value]);
    location.hash = new URLSearchParams(chosen).toString();
  });
}
addEventListener("hashchange", show);
controls.hidden = false;
show();
