"""The outcome of a consultation on screen: products, referral, staff or food first.

`OutcomeScreen` is all that others need; the rest are its parts:

    screen     OutcomeScreen: which page shows, buttons, the pane with reasons
    pages      one page per kind of outcome
    product    the card of one product
    reasons    why, for staff: rules, sources, exclusions (loaded on first use)
    deck       cards side by side that fill their room, in pages when they must; tabs
    told       the advice in words, looked up once
    parts      what a card is painted from: words, tags, rows, stacks
    art        drawn packages, marks of urgency
    amounts    numbers and prices in the customer's language
"""

from ui.outcome.screen import OutcomeScreen

__all__ = ["OutcomeScreen"]
