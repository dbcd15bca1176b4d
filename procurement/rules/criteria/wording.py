"""German sentences about faults of catalogues, data only."""

from collections.abc import Mapping

FAULTS: Mapping[str, str] = {
    "catalogue_group_unknown": "Die Gruppe „{id}“ gibt es in diesem Katalog nicht.",
    "catalogue_clause_unknown": "Die Klausel „{id}“ gibt es in diesem Katalog nicht.",
    "catalogue_role_twice": "Nur eine Gruppe kann das Kriterium Open Source sein.",
    "catalogue_degrees_not_scored": "Erfüllungsgrade gehören nur zu B-Kriterien; „{id}“ ist ein {kind}-Kriterium.",
    "catalogue_degrees_order": "Die Erfüllungsgrade von „{id}“ müssen nach Punkten aufsteigen, jeder Wert nur einmal.",
    "catalogue_degrees_range": "Die Erfüllungsgrade von „{id}“ müssen ganze Punkte von 0 bis 10 sein.",
    "catalogue_proposal_not_scored": "Gewicht und Mindestpunkte hat nur ein B-Kriterium; „{id}“ ist Art {kind}.",
    "catalogue_minimum_range": "Die Mindestpunkte von „{id}“ liegen über 10.",
    "draft_id": "Die Kennung hat 1 bis 64 Zeichen ohne Leerzeichen und kommt im Katalog nur einmal vor.",
    "draft_catalogue_id": "Die Kennung besteht aus kleinen Buchstaben a bis z, Ziffern und Bindestrichen.",
    "draft_full": "Mehr als {maximum} gehen nicht in einen Katalog.",
    "clause_unknown": "Die Klausel „{id}“ gibt es in dieser Fassung des Katalogs nicht.",
    "clause_twice": "Die Klausel „{id}“ ist doppelt gewählt; bitte nur eine Fassung davon.",
    "contract_unknown": "Diese Vertragsart steht nicht in der Liste der EVB-IT-Verträge.",
    "contract_reason": "Vorgeschlagen ist „{suggested}“. Bitte begründen Sie die Abweichung.",
    "selection_empty": "Bitte wählen Sie mindestens ein Kriterium.",
    "selection_unscored": "Bitte wählen Sie mindestens ein B-Kriterium: Ohne gibt es nichts zu bewerten.",
    "selection_unknown": "Das Kriterium „{id}“ gibt es in dieser Fassung des Katalogs nicht.",
    "selection_twice": "Das Kriterium „{id}“ ist doppelt gewählt.",
    "selection_group_missing": "Für die Gruppe „{id}“ fehlt das Gewicht.",
    "selection_group_unused": "Zur Gruppe „{id}“ ist kein B-Kriterium gewählt.",
}
