"""The slip on paper, receipt and screen: one content (`magapp.slip`), many renderings."""
