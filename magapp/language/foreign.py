"""What the readers of others complain of, in words of our own: their English is shown to nobody.

They have no codes, so they are known by how they put it. What is not known here is said in general.
"""

import re

import msgspec

from magapp.language.saying import Saying

_READING = (
    ("Expected newline or end|Invalid statement", "reads_line"),
    ("Invalid date", "reads_day"),
    ("property name|Expected '='|for a key part", "reads_name"),
    ("Expecting value|Invalid value", "reads_value"),
    ("':' delimiter", "reads_colon"),
    ("',' delimiter|trailing comma", "reads_comma"),
    ("Extra data", "reads_more"),
    ("Unclosed|Expected ']|Expected '}", "reads_bracket"),
    ("Unterminated|Expected ['\"]", "reads_open"),
    (r"control character|Illegal character|invalid character", "reads_sign"),
    (r"[Ee]scape|hex value", "reads_escape"),
    ("twice|overwrite|Duplicate|namespace", "reads_twice"),
    ("integer string conversion", "reads_digits"),
)
"""What JSON and TOML are read by says where it cannot go on: the first that fits."""
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def reading_fault(error: ValueError | RecursionError) -> Saying:
    """Why a text of JSON or TOML cannot be read; of TOML with the place."""
    from json import JSONDecodeError

    if isinstance(error, RecursionError):
        return Saying.of("reads_deep")
    said = error.msg if isinstance(error, JSONDecodeError) else str(error)
    code = next((code for part, code in _READING if re.search(part, said)), "reads_other")
    if isinstance(error, JSONDecodeError):  # who reads it names the place
        return Saying.of(code)
    if place := _PLACE.search(said):
        where = Saying.of("at_column", line=int(place[1]), column=int(place[2]))
    elif "at end of document" in said:
        where = Saying.of("at_end")
    else:
        return Saying.of(code)
    return Saying.of("at", where=where, what=Saying.of(code))


_KINDS = {
    "int": "kind_int",
    "float": "kind_float",
    "str": "kind_str",
    "bool": "kind_bool",
    "array": "kind_array",
    "object": "kind_object",
    "null": "kind_null",
    "date": "kind_date",
    "datetime": "kind_date",
}
_TYPES = (
    (r"`.*` >= (?P<least>\S+)", "type_least"),
    (r"`.*` > (?P<least>\S+)", "type_above"),
    (r"`.*` <= (?P<most>\S+)", "type_most"),
    (r"`.*` < (?P<most>\S+)", "type_below"),
    (r"length >= (?P<least>\d+)|at least length (?P<other>\d+)", "type_short"),
    (r"length <= (?P<most>\d+)|at most length (?P<other>\d+)", "type_long"),
    (r"of length (?P<count>\d+)", "type_length"),
    (r"matching regex '(?P<pattern>.*?)'(?: - at|$)", "type_pattern"),
    (r"Invalid (?:enum )?value (?P<word>.*?)(?: - at|$)", "type_choice"),
    (r"missing required field `(?P<name>.*?)`", "type_lacks"),
    (r"unknown field `(?P<name>.*?)`", "type_unknown"),
)


def type_fault(error: msgspec.ValidationError) -> Saying:
    """What is wrong with a value that is not of the kind it should be; without its place."""
    said = str(error)
    if found := re.search("Expected `(?P<kind>[^`]*)`, got `(?P<found>[^`]*)`", said):
        return Saying.of("type_kind", kind=_kind(found["kind"]), found=_kind(found["found"]))
    for pattern, code in _TYPES:
        if found := re.search(pattern, said):
            values = [each for each in found.groups() if each is not None]
            name = next(iter(found.re.groupindex))
            return Saying(code, {name: values[0]})
    return Saying.of("type_other")


def _kind(names: str) -> Saying:
    """A kind, or several that are parted by a bar."""
    first, _, others = names.partition(" | ")
    code = _KINDS.get(first)
    one = Saying.of(code) if code else Saying.of("kind_other", kind=first)
    return Saying.of("kind_or", one=one, other=_kind(others)) if others else one
