// Moves through a table of fields with the arrow keys. Without this file the tab key does.
"use strict";

(() => {
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  const fieldAt = (row, column) => row?.cells[column]?.querySelector("input[type=text]");

  // To the side only from the edge of what is written: before that the keys move within the field.
  const staysInside = (field, step) =>
    step < 0 ? field.selectionEnd > 0 && field.selectionStart !== 0 : field.selectionStart < field.value.length && field.selectionEnd !== field.value.length;

  for (const table of document.querySelectorAll("[data-pfeiltasten]")) {
    table.addEventListener("keydown", (event) => {
      const [down, right] = STEPS[event.key] ?? [0, 0];
      const field = event.target;
      if ((!down && !right) || !field.matches("input[type=text]") || event.ctrlKey || event.altKey || event.metaKey) return;
      if (right && staysInside(field, right)) return;
      const cell = field.closest("td");
      const rows = [...table.tBodies[0].rows];
      const next = fieldAt(rows[rows.indexOf(cell.parentElement) + down], cell.cellIndex + right);
      if (event.key === "Enter" || next) event.preventDefault();
      if (!next) return;
      next.focus();
      next.select();
    });
  }
})();
