// Keeps slider and number of a weight together and shows the running sum. The form works without it: the server reads both.
(() => {
  const form = document.querySelector("[data-gewichte]");
  if (!form) return;
  const rows = [...form.querySelectorAll("[data-gewicht]")].map((row) => ({
    slider: row.querySelector("input[type=range]"),
    number: row.querySelector("input[type=text]"),
  }));
  const sum = form.querySelector("[data-summe]");
  const read = (text) => (/^\s*\d+(,\d+)?\s*$/.test(text) ? Number(text.replace(",", ".")) : NaN);
  const add = () => {
    const total = rows.reduce((all, { number }) => all + (read(number.value) || 0), 0);
    const shown = total.toLocaleString("de-DE", { maximumFractionDigits: 9 });
    sum.textContent = `${shown}\u00a0%` + (Math.abs(total - 100) < 1e-9 ? "" : " – nötig sind genau 100\u00a0%");
  };
  for (const { slider, number } of rows) {
    slider.addEventListener("input", () => {
      number.value = String(Math.round(Number(slider.value)));
      add();
    });
    number.addEventListener("input", () => {
      const value = read(number.value);
      if (!Number.isNaN(value)) slider.value = String(Math.min(100, value));
      add();
    });
  }
})();
