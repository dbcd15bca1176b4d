// Fields that save themselves: a moment after typing stops, on leaving the field and on leaving the page.
// What is not saved yet stays in this tab's storage. Without this file the form's own button saves everything.
"use strict";

(() => {
  const PAUSE = 800;
  const LONGEST_WAIT = 30000;
  const ENDED = "Ihre Sitzung ist beendet; Ihr Text steht noch hier.";
  const OFFLINE = "Noch nicht gespeichert: keine Verbindung. Ihr Text bleibt hier, Prüfstand versucht es weiter.";

  const clock = (moment) =>
    new Date(moment).toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Berlin" });

  // Radio buttons or ticks of one field as one value: the codes chosen, by spaces.
  class Choices {
    constructor(box) {
      this.marks = [...box.querySelectorAll("input[type=radio], input[type=checkbox]")];
      this.defaultValue = this.marks.filter((mark) => mark.defaultChecked).map((mark) => mark.value).join(" ");
    }

    get value() {
      return this.marks.filter((mark) => mark.checked).map((mark) => mark.value).join(" ");
    }

    set value(codes) {
      const chosen = codes.split(" ");
      for (const mark of this.marks) mark.checked = chosen.includes(mark.value);
    }

    labels(codes) {
      const chosen = codes.split(" ");
      return this.marks.filter((mark) => chosen.includes(mark.value)).map((mark) => mark.labels[0].textContent).join(", ");
    }

    addEventListener(kind, act) {
      for (const mark of this.marks) mark.addEventListener(kind === "blur" ? "change" : kind, act);
    }

    focus() {
      this.marks[0].focus();
    }
  }

  class Field {
    constructor(form, box) {
      this.name = box.dataset.feld;
      this.form = form;
      this.box = box;
      this.text = box.querySelector("textarea, input[type=text], select") ?? new Choices(box);
      this.version = box.querySelector("input[type=hidden]");
      this.state = box.querySelector("[data-stand]") ?? form.querySelector("[data-stand-aller]");
      this.address = form.dataset.selbstspeichernd + (box.dataset.adresse ?? this.name);
      this.key = `pruefstand:${form.dataset.person}:${this.address}`;
      this.saved = this.text.defaultValue ?? this.firstChoice;
      this.wait = PAUSE;
      this.choice = null;
      if (box.querySelector("[data-konflikt]")) this.offer();
      this.restore();
      this.text.addEventListener("input", () => this.typed());
      this.text.addEventListener("blur", () => this.save());
      if (this.asks) this.saved = this.theirs;
      else if (this.changed) this.typed(); // people type while this file is still on its way
    }

    get firstChoice() {
      const options = [...this.text.options];
      return (options.find((option) => option.defaultSelected) ?? options[0]).value;
    }

    // Cells of a table are too many to carry a choice each: they get it when there are two values.
    offer() {
      if (!this.box.querySelector("[data-konflikt]")) {
        this.box.append(this.form.querySelector("[data-konflikt-vorlage]").content.cloneNode(true));
        this.box.querySelector("[data-konflikt]").setAttribute("aria-labelledby", this.text.getAttribute("aria-labelledby"));
      }
      this.choice = this.box.querySelector("[data-konflikt]");
      this.others = this.box.querySelector("[data-andere]");
      this.box.querySelector("[data-meine]").addEventListener("click", (event) => this.decide(event, false));
      this.box.querySelector("[data-uebernehmen]").addEventListener("click", (event) => this.decide(event, true));
    }

    // Of a choice people read the labels; what is stored are its codes.
    get theirs() {
      return this.others.dataset.wert ?? this.others.textContent;
    }

    get asks() {
      return this.choice !== null && !this.choice.hidden;
    }

    get changed() {
      return this.text.value !== this.saved;
    }

    restore() {
      const kept = JSON.parse(sessionStorage.getItem(this.key) || "null");
      if (!kept || this.asks) return;
      if (kept.value === this.text.value) return sessionStorage.removeItem(this.key);
      this.text.value = kept.value;
      this.version.value = kept.version;
    }

    keep() {
      if (this.changed) sessionStorage.setItem(this.key, JSON.stringify({ value: this.text.value, version: this.version.value }));
      else sessionStorage.removeItem(this.key);
    }

    typed() {
      this.keep();
      this.tell(this.changed ? "noch nicht gespeichert" : "");
      this.wait = PAUSE;
      this.later(PAUSE);
    }

    later(pause) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), pause);
    }

    async save() {
      clearTimeout(this.timer);
      if (!this.changed || this.sending || this.asks) return;
      const value = this.text.value;
      this.sending = true;
      try {
        await this.answered(await this.send(value), value);
      } catch {
        this.tell(OFFLINE);
        this.retry();
      } finally {
        this.sending = false;
      }
    }

    send(value) {
      const version = this.version.value;
      return fetch(this.address, {
        method: "PATCH",
        keepalive: true,
        headers: {
          "Content-Type": "application/json",
          "Pruefstand-Person": this.form.dataset.person,
          ...(version === "0" ? { "If-None-Match": "*" } : { "If-Match": `"${version}"` }),
        },
        body: JSON.stringify({ value, form: this.form.dataset.formular }),
      });
    }

    async answered(answer, value) {
      if (answer.status === 401) return this.ended();
      if (answer.status >= 500 || answer.status === 429) return this.tell(OFFLINE), this.retry();
      const told = await answer.json();
      if (answer.status === 412) return this.conflict(told.current_value, answer.headers.get("ETag"));
      if (!answer.ok) return this.tell(`Nicht gespeichert: ${told.title}`);
      this.version.value = told.version;
      this.saved = value;
      this.wait = PAUSE;
      this.keep();
      if (this.changed) this.later(PAUSE);
      else this.tell(`gespeichert um ${clock(told.changed_at)}\u00a0Uhr`);
      this.form.dispatchEvent(new CustomEvent("gespeichert", { bubbles: true }));
    }

    retry() {
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
      this.later(this.wait);
    }

    ended() {
      const link = document.createElement("a");
      link.className = "kern-link";
      link.href = "/anmelden";
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = "In neuem Fenster anmelden";
      this.state.replaceChildren(`${ENDED} `, link);
      this.retry();
    }

    conflict(others, tag) {
      if (this.choice === null) this.offer();
      this.version.value = tag.replaceAll('"', "");
      this.others.textContent = others;
      if (this.text instanceof Choices) {
        this.others.dataset.wert = others;
        this.others.textContent = this.text.labels(others);
      }
      this.choice.hidden = false;
      this.tell("Nicht gespeichert: Es gibt zwei Fassungen. Bitte wählen Sie.");
    }

    decide(event, takesOthers) {
      event.preventDefault();
      this.choice.hidden = true;
      this.saved = this.theirs;
      if (takesOthers) {
        this.text.value = this.saved;
        this.keep();
        this.tell("Die andere Fassung ist übernommen.");
      } else this.save();
      this.text.focus();
    }

    tell(words) {
      this.state.textContent = words;
    }
  }

  for (const form of document.querySelectorAll("[data-selbstspeichernd]")) {
    const fields = [...form.querySelectorAll("[data-feld]")].map((box) => new Field(form, box));
    const all = () => fields.forEach((field) => field.save());
    addEventListener("pagehide", all);
    addEventListener("online", all);
    addEventListener("focus", all);
    document.addEventListener("visibilitychange", all);
  }
})();
