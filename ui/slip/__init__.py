"""The slip on paper, receipt and screen: one content (`magapp.takehome.slip`), many renderings."""
