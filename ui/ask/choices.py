"""Pages of tiles: one answer, or all that apply."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from magapp.pack.model import Question
from magapp.rules import Value
from magapp.visit.asked import ChoicesAsked
from ui.ask.page import QuestionPage
from ui.frame.setting import Setting
from ui.kit.tiles import Cell, Tile, TileGrid

NONE_ICON = "close_circle_outline"


class _TilesPage(QuestionPage):
    """Options as tiles that fill the page."""

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__(setting, question)
        self.choices = ChoicesAsked(question)
        self.grid = TileGrid(setting.hub, name=f"grid:{question.id}")
        self.grid.elsewhere = self.words_above
        self.tiles: dict[str, Tile] = {}
        for option in question.option:
            self.tiles[option.id] = Tile(
                setting.hub,
                name=f"{question.id}:{option.id}",
                icon=option.icon,
                mark="radio" if self.choices.one else "check",
                parent=self.grid,
            )
            self.tiles[option.id].hide()  # the grid shows what it is given, and nothing else
            self.tiles[option.id].clicked.connect(partial(self._tap, option.id))
        self.shortcuts = self.shortcut_tiles(self.grid)
        self.column.addWidget(self.grid, 1)

    def _tap(self, option: str, _: bool = False) -> None:
        """An option is chosen, or turned over."""
        raise NotImplementedError

    def cells(self) -> list[Cell]:
        """Every tile in order."""
        return [*self.shortcuts.values(), *self.tiles.values()]

    def retranslate(self) -> None:
        """Words of the question and its options."""
        super().retranslate()
        for option, tile in self.tiles.items():
            tile.set_texts(*self.option_texts(option))
        self.say_shortcuts()
        self.grid.set_nav_texts(self.tr("Previous"), self.tr("More"))
        self.grid.arrange()

    def option_texts(self, option: str) -> tuple[str, str]:
        """The title of an option, and its line."""
        key = f"option.{self.question.id}.{option}"
        return self.setting.text(f"{key}.title"), self.setting.text(f"{key}.line")

    def turn_on(self) -> bool:
        """With large text the tiles take several pages: nobody goes on past unseen ones."""
        page = self.grid.page
        self.grid.show_page(page + 1)
        return self.grid.page > page

    def first(self) -> QWidget | None:
        """The chosen tile, else the first."""
        tiles = list(self.tiles.values())
        return next((tile for tile in tiles if tile.isChecked()), tiles[0])


class OnePage(_TilesPage):
    """One of the options: a tap answers and goes on."""

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__(setting, question)
        self.grid.set_cells(self.cells())
        self.retranslate()

    def _tap(self, option: str, _: bool = False) -> None:
        value, complete = self.choices.tap(option, None)
        self.populate(value)
        self.answered.emit(value, complete)

    def populate(self, value: Value | None) -> None:
        """Show which option is chosen."""
        chosen = self.choices.chosen(value)
        for option, tile in self.tiles.items():
            tile.setChecked(option in chosen)


class ManyPage(_TilesPage):
    """All options that apply, or explicitly none of them: that goes on at once."""

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__(setting, question)
        self._value: Value | None = None
        self.none = Tile(
            setting.hub,
            name=f"{question.id}:none",
            icon=NONE_ICON,
            mark="radio",
            parent=self.grid,
        )
        self.none.clicked.connect(self._none_of_these)
        self.grid.set_wide_last(True)
        self.grid.set_cells([*self.cells(), self.none])
        self.retranslate()

    def retranslate(self) -> None:
        """Words of the question, its options, and of choosing none."""
        title = self.tr("No preference") if self.question.optional else self.tr("None of these")
        self.none.set_texts(title)
        super().retranslate()

    def _tap(self, option: str, _: bool = False) -> None:
        self.none.setChecked(False)
        self._value, complete = self.choices.tap(option, self._value)
        self.answered.emit(self._value, complete)

    def _none_of_these(self, _: bool = False) -> None:
        value, complete = self.choices.nothing()
        self.populate(value)
        self.answered.emit(value, complete)

    def populate(self, value: Value | None) -> None:
        """Show which options are ticked."""
        self._value, chosen = value, self.choices.chosen(value)
        self.grid.show_page(0)
        for option, tile in self.tiles.items():
            tile.setChecked(option in chosen)
        self.none.setChecked(value == [])

    def words(self, value: Value) -> list[str]:
        """What is ticked, or the words of the tile for none."""
        return super().words(value) if value else [self.none.title()]

    def first(self) -> QWidget | None:
        """The first tile; with none chosen, that one."""
        return self.none if self.none.isChecked() else super().first()
