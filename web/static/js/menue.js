// A group of the main menu folds up as soon as the reader turns to something else, or presses Escape. Without a script it folds by its name.
(() => {
  const open = () => document.querySelector(".gruppe[open]");
  const leave = ({ target }) => {
    const group = open();
    if (group && !group.contains(target)) group.open = false;
  };
  document.addEventListener("click", leave);
  document.addEventListener("focusin", leave);
  document.addEventListener("keydown", (event) => {
    const group = open();
    if (event.key !== "Escape" || !group) return;
    group.open = false;
    group.querySelector("summary").focus();
  });
})();
