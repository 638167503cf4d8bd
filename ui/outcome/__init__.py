"""The outcome of a consultation on screen: products, referral, staff or food first.

`OutcomeScreen` is all that others need; the rest are its parts:

    outcome    OutcomeScreen: which page shows, buttons, the pane with reasons
    pages      one page per kind of outcome
    package    the card of one product
    reasons    why, for staff: rules, sources, exclusions (loaded on first use)
    words      the advice in words, looked up once
    art        drawn packages, marks of urgency
"""

from ui.outcome.outcome import OutcomeScreen

__all__ = ["OutcomeScreen"]
