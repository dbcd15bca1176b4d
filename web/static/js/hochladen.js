// Large files in pieces (tus 1.0): begins when files are chosen or dropped, goes on after any interruption.
// Without this file the form sends the chosen files in one request.
"use strict";

(() => {
  const RETRIES = [0, 1000, 2000, 5000, 10000, 20000, 30000];
  const KEPT = 24 * 60 * 60 * 1000;
  const TELL = 5000;
  const MISSING = ["wartet", "läuft", "angehalten", "gescheitert"]; // would be left out without a word
  const PREFIX = "pruefstand:hochladen:";
  const OFFLINE = "Keine Verbindung. Was angekommen ist, bleibt erhalten; „Fortsetzen“ macht dort weiter.";
  const FAILED = "Die Datei ließ sich nicht hochladen. „Fortsetzen“ versucht es noch einmal.";

  const mebibytes = (bytes) =>
    `${(bytes / 1048576).toLocaleString("de-DE", { minimumFractionDigits: 1, maximumFractionDigits: 1 })} MiB`;

  const size = (bytes) => {
    if (bytes < 1024) return `${bytes} Byte`;
    return bytes < 1048576 ? `${Math.floor(bytes / 1024)} KiB` : mebibytes(bytes);
  };

  const remaining = (seconds) => {
    if (!Number.isFinite(seconds)) return "";
    if (seconds < 60) return `, noch etwa ${Math.max(1, Math.round(seconds))} Sek.`;
    return `, noch etwa ${Math.round(seconds / 60)} Min.`;
  };

  // What finds an upload again: no name of a file stays readable on a shared machine.
  const digest = (text) => {
    let [high, low] = [0xdeadbeef, 0x41c6ce57];
    for (const sign of text) {
      high = Math.imul(high ^ sign.codePointAt(0), 2654435761);
      low = Math.imul(low ^ sign.codePointAt(0), 1597334677);
    }
    return `${(high >>> 0).toString(16)}${(low >>> 0).toString(16)}`;
  };

  // Where unfinished uploads are remembered: their address and nothing else.
  const memory = {
    async findAllUploads() {
      return [];
    },
    async findUploadsByFingerprint(mark) {
      const kept = JSON.parse(localStorage.getItem(PREFIX + mark) || "null");
      if (!kept || Date.now() - kept.at > KEPT) return [];
      return [{ uploadUrl: kept.address, creationTime: new Date(kept.at).toString(), metadata: {}, urlStorageKey: mark }];
    },
    async removeUpload(mark) {
      localStorage.removeItem(PREFIX + mark);
    },
    async addUpload(mark, upload) {
      localStorage.setItem(PREFIX + mark, JSON.stringify({ address: upload.uploadUrl, at: Date.now() }));
      return mark;
    },
  };

  const reason = (error) => {
    const answer = error.originalResponse;
    if (!answer || !answer.getStatus()) return OFFLINE;
    try {
      return JSON.parse(answer.getBody()).title;
    } catch {
      return FAILED;
    }
  };

  class Line {
    constructor(area, file) {
      this.area = area;
      this.file = file;
      this.box = area.template.content.firstElementChild.cloneNode(true);
      this.part = (name) => this.box.querySelector(`[data-${name}]`);
      this.part("name").textContent = file.name;
      const id = `datei-${(area.count += 1)}`;
      this.part("name").id = id;
      for (const one of this.box.querySelectorAll("button, progress")) one.setAttribute("aria-describedby", id);
      this.part("anhalten").addEventListener("click", () => this.pause());
      this.part("fortsetzen").addEventListener("click", () => this.go());
      this.part("entfernen").addEventListener("click", () => this.remove());
      area.list.append(this.box);
      this.state = "wartet";
      this.show(`${size(file.size)}, wartet`);
    }

    show(text, fault = "") {
      this.part("stand").textContent = text;
      this.part("fehler").hidden = !fault;
      this.part("fehlertext").textContent = fault;
      const runs = this.state === "läuft";
      this.part("anhalten").hidden = !runs;
      this.part("fortsetzen").hidden = !["angehalten", "gescheitert"].includes(this.state);
      this.part("balken").hidden = this.state === "fertig";
      this.area.changed();
    }

    refused(text) {
      this.state = "abgelehnt";
      this.show(size(this.file.size), text);
    }

    async go() {
      if (this.state === "läuft") return;
      this.state = "läuft";
      this.since = performance.now();
      this.from = null;
      this.show("wird vorbereitet");
      if (!this.upload) {
        this.upload = new tus.Upload(this.file, this.options());
        const [before] = await this.upload.findPreviousUploads();
        if (before) this.upload.resumeFromPreviousUpload(before);
      }
      if (this.state === "läuft") this.upload.start();
    }

    options() {
      const { form } = this.area;
      const marks = [form.dataset.person, form.dataset.zweck, this.file.name, this.file.size, this.file.lastModified];
      return {
        endpoint: form.dataset.hochladen,
        chunkSize: Number(form.dataset.stueck),
        retryDelays: RETRIES,
        metadata: { filename: this.file.name, about: form.dataset.zweck },
        headers: { "Pruefstand-Person": form.dataset.person },
        fingerprint: async () => digest(marks.join("\n")),
        urlStorage: memory,
        removeFingerprintOnSuccess: true,
        onShouldRetry: (error) => {
          const status = error.originalResponse ? error.originalResponse.getStatus() : 0;
          const again = status === 0 || status === 409 || status === 423 || status >= 500;
          if (again) this.interrupted(status);
          return again;
        },
        onProgress: (sent, total) => this.progress(sent, total),
        onSuccess: () => this.done(),
        onError: (error) => this.failed(error),
      };
    }

    progress(sent, total) {
      if (this.state !== "läuft") return;
      const now = performance.now();
      if (this.from === null) [this.from, this.since] = [sent, now];
      const speed = (sent - this.from) / ((now - this.since) / 1000);
      const percent = Math.floor((sent * 100) / total);
      this.part("balken").value = percent;
      if (now - (this.shown ?? 0) < 250 && sent < total) return;
      this.shown = now;
      const left = now - this.since > 1000 ? remaining((total - sent) / speed) : "";
      this.show(`${percent} % von ${size(total)}${left}`);
      this.area.tell(`${this.file.name}: ${percent} %${left}`);
    }

    // The next try comes by itself; until then nobody should believe that bytes flow.
    interrupted(status) {
      if (this.state !== "läuft") return;
      this.from = null;
      const why = status ? "Der Dienst antwortet gerade nicht" : "Keine Verbindung";
      this.show(`${why}, unterbrochen bei ${this.part("balken").value} %. Es wird von selbst weiter versucht.`);
      this.area.tell(`${this.file.name}: ${why}. Es wird von selbst weiter versucht.`, true);
    }

    done() {
      this.state = "fertig";
      const kept = document.createElement("input");
      Object.assign(kept, { type: "hidden", name: "hochgeladen", value: this.upload.url.split("/").pop() });
      this.box.append(kept);
      this.show(`${size(this.file.size)}, vollständig angekommen`);
      this.area.tell(`${this.file.name} ist vollständig angekommen.`, true);
      this.area.next();
    }

    failed(error) {
      this.state = "gescheitert";
      this.show(`${this.part("balken").value} % angekommen`, reason(error));
      this.area.tell(`${this.file.name}: ${reason(error)}`, true);
      this.area.next();
    }

    async pause() {
      this.state = "angehalten";
      await this.upload.abort();
      this.show(`angehalten bei ${this.part("balken").value} %`);
      this.part("fortsetzen").focus();
      this.area.next();
    }

    async remove() {
      this.state = "entfernt";
      this.box.remove();
      this.area.lines.delete(this);
      this.area.tell(`${this.file.name} ist entfernt.`, true);
      this.area.input.focus();
      try {
        if (this.upload) await this.upload.abort(true);
      } catch {
        // what stays on the server is swept out after a day
      }
      this.area.next();
    }
  }

  class Area {
    constructor(form) {
      this.form = form;
      this.count = 0;
      this.input = form.querySelector("input[type=file]");
      this.list = form.querySelector("[data-liste]");
      this.template = form.querySelector("template");
      this.button = form.querySelector("[data-senden]");
      this.status = form.querySelector("[data-stand-aller]");
      this.place = form.querySelector("[data-ablage]");
      this.largest = Number(form.dataset.groesste);
      this.lines = new Set();
      this.told = 0;
      for (const one of form.querySelectorAll("[data-mit-skript]")) one.hidden = false;
      for (const one of form.querySelectorAll("[data-ohne-skript]")) one.hidden = true;
      this.input.addEventListener("change", () => this.take(this.input.files));
      this.place.addEventListener("dragover", (event) => this.over(event, true));
      this.place.addEventListener("dragleave", (event) => this.over(event, false));
      this.place.addEventListener("drop", (event) => {
        this.over(event, false);
        this.take(event.dataTransfer.files);
      });
      addEventListener("online", () => this.again());
      addEventListener("beforeunload", (event) => {
        if (this.any("läuft")) event.preventDefault();
      });
      form.addEventListener("submit", (event) => this.send(event));
    }

    any(...states) {
      return [...this.lines].some((one) => states.includes(one.state));
    }

    over(event, is) {
      event.preventDefault();
      this.place.classList.toggle("ablage--offen", is);
    }

    take(files) {
      for (const file of [...files]) {
        const line = new Line(this, file);
        this.lines.add(line);
        if (file.size > this.largest) line.refused(`Die Datei ist größer als ${size(this.largest)}. Bitte teilen Sie sie auf.`);
        else if (!file.size) line.refused("Die Datei ist leer. Bitte wählen Sie eine andere.");
      }
      this.input.value = "";
      this.next();
    }

    next() {
      if (!this.any("läuft")) [...this.lines].find((one) => one.state === "wartet")?.go();
      this.changed();
    }

    again() {
      for (const one of this.lines) if (one.state === "gescheitert") one.state = "wartet";
      this.next();
    }

    changed() {
      this.button.setAttribute("aria-disabled", this.any(...MISSING) ? "true" : "false");
    }

    send(event) {
      if (!this.any(...MISSING)) return;
      event.preventDefault();
      this.tell("Bitte warten Sie, bis alle Dateien angekommen sind, oder entfernen Sie die übrigen.", true);
    }

    // Read aloud now and then, not with every byte.
    tell(text, now = false) {
      if (!now && performance.now() - this.told < TELL) return;
      this.told = performance.now();
      this.status.textContent = text;
    }
  }

  for (const form of document.querySelectorAll("form[data-hochladen]")) new Area(form);
})();
