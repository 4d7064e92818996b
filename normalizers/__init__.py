"""Strings in, clean strings or values out: what a string means.

Every function here is pure, total and silent: it takes any string, never raises, never logs, and gives None
(or the text unchanged) where the string does not say what is asked. Empty is better than wrong.
"""
