"""The outcome of a consultation on screen: products, referral, staff or food first.

`outcome.OutcomeScreen` is the whole of it; the rest are its parts, some of which others show too:

    outcome    OutcomeScreen: which page shows, buttons, the pane with reasons
    pages      one page per kind of outcome
    package    the card of one product
    reasons    why, for staff: rules, sources, exclusions (loaded on first use)
    words      the advice in words, looked up once
    art        drawn packages, marks of urgency
"""
