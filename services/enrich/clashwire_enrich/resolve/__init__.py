"""Resolve: mentions of one happening in many articles become one event, with its claims.

ArticleMentions → step → grouping (match, copies) → compose (merge, status) and claims → rows
"""
