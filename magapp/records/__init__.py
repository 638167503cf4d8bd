"""Records: what is kept of a consultation that ended, who may see how much of it, and for how long.

Nothing is kept until the shop says so (`[records] keep` in its settings). What is kept is in ids of
the pack and numbers of products; the database that holds it is `magapp.store.records`.
"""
