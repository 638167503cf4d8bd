"""The kit: the widgets every page is made of.

They know a theme and nothing of packs, rules or the flow.  Import from the rooms themselves, so
that a page loads only what it shows:

    text      Flow of words: wrapping, shrinking, painting; FlowLabel
    base      Control and Arranged: what painted widgets and those that place their parts share
    grid      the planner of every grid: columns, rows, pages, reading direction; by values
    tiles     Tile and TileGrid, which fills a screen with tiles
    button, chip, key, stepper, pads    the other controls, each in a room of its own
    deck      Deck of cards that fill their room; tabs above them in a room of their own
    surfaces  Card, Banner, Pill, SectionProgress
"""
