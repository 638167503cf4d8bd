"""The kit: the widgets every page is made of.

They know a theme and nothing of packs, rules or the flow.  Import from the rooms themselves, so
that a page loads only what it shows:

    text      Flow of words: wrapping, shrinking, painting; FlowLabel
    tiles     Tile and TileGrid, which fills a screen with tiles
    button    Button; chip, stepper and pads (NumberPad, LetterPad) in rooms of their own
    surfaces  Card, Banner, Pill, SectionProgress
"""
