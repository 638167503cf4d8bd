"""What the pack says of the country it is made for: looked at, not changed, by the shop."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QGridLayout

from ui.frame.setting import Setting
from ui.kit.surfaces import Card
from ui.kit.text import FlowLabel

_LINES = ("country", "ceiling", "reference", "claim", "call", "claims", "pack")


class ProfileCard(Card):
    """Ceiling, reference, emergency numbers and claims, as the pharmacist signed them."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting.hub, name="profile", padded=False)
        self.setting = setting
        hub = setting.hub
        self.title = FlowLabel(hub, role="body", bold=True)
        self.help = FlowLabel(hub, role="small", colour="ink_soft")
        self.grid = QGridLayout(self)
        self.grid.setColumnStretch(1, 1)
        self.grid.addWidget(self.title, 0, 0, 1, 2)
        self.grid.addWidget(self.help, 1, 0, 1, 2)
        self.lines: dict[str, tuple[FlowLabel, FlowLabel]] = {}
        for row, name in enumerate(_LINES, 2):
            label = FlowLabel(hub, role="small", bold=True, colour="ink_soft")
            text = FlowLabel(hub, name=f"profile:{name}", role="body")
            self.grid.addWidget(label, row, 0)
            self.grid.addWidget(text, row, 1)
            self.lines[name] = label, text
        hub.changed.connect(self.restyle)
        self.restyle()
        self.retranslate()

    def restyle(self) -> None:
        """The theme changed."""
        theme = self.setting.hub.theme
        pad = theme.px("space.lg")
        self.grid.setContentsMargins(pad, pad, pad, pad)
        self.grid.setHorizontalSpacing(theme.px("space.lg"))
        self.grid.setVerticalSpacing(theme.px("space.xs"))

    def retranslate(self) -> None:
        """Words, and the values of the pack."""
        setting, pack = self.setting, self.setting.pack
        amounts, unit = setting.amounts, pack.substance.unit
        self.title.setText(self.tr("Country profile"))
        self.help.setText(
            self.tr(
                "Part of the signed questions and rules: a pharmacist changes it, not a setting."
            )
        )

        def of(name: str) -> str:
            known = pack.constants.get(name)
            return amounts.with_unit(known.value, unit) if known is not None else ""

        country = QLocale(f"{setting.language.code}_{pack.country}")
        numbers = sorted({gate.call for gate in pack.gates if gate.call})
        said = {
            "country": (self.tr("Country"), country.nativeTerritoryName()),
            "ceiling": (self.tr("At most a day from supplements"), of("ceiling")),
            "reference": (self.tr("Reference on labels"), of("label_reference")),
            "claim": (self.tr("Claims from"), of("claim")),
            "call": (self.tr("Emergency numbers"), ", ".join(numbers)),
            "claims": (self.tr("Authorised claims"), amounts.number(len(pack.claims))),
            "pack": (self.tr("Questions and rules"), f"{pack.id} {pack.version}"),
        }
        for name, (label, text) in said.items():
            for widget, words in zip(self.lines[name], (label, text), strict=True):
                widget.setText(words)
                widget.setVisible(bool(text))
