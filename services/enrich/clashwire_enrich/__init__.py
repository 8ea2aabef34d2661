"""Raw articles to events and claims.

text        an article as sentences and words, and the way back to its own offsets
relevance   whether it is about conflict at all
actors      who takes part
places      where, by the gazetteer
events      what happened, when and at what cost
claims      who says what about it, and who says otherwise
tag         all of the above, for one article
resolve     mentions of one happening, over all articles, become one event
worker      how tag and resolve run on faust; app puts them together
"""
