// Counts the words of each text while it is written, as Check will count them. Without it, all else works.
"use strict";

const words = (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

for (const place of document.querySelectorAll(".now[data-for]")) {
  const field = document.getElementById(place.dataset.for);
  if (!field) continue;
  const tell = () => {
    const now = words(field.value);
    place.textContent = `${place.dataset.now} ${now}`;
    place.classList.toggle("over", now > Number(field.dataset.words));
  };
  field.addEventListener("input", tell);
  tell();
}
