"""The printable cards: one self-contained page of HTML for a whole plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from toolkit.diagnostics import CellRef, Findings
from toolkit.model.season import Plan, Season
from toolkit.outputs.fonts import families, font_css, uncovered
from toolkit.outputs.meet_card import MeetCard, meet_card
from toolkit.outputs.meets import meet_days
from toolkit.outputs.season_page import SeasonPage, season_page
from toolkit.outputs.session_cards import SessionCard, session_cards
from toolkit.outputs.templates import read_words, templates_dir
from toolkit.rules import NO_GLYPH

if TYPE_CHECKING:
    from jinja2 import Environment

# What XML and HTML cannot hold, and what no font draws; a name may contain it all the same.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TAGS = re.compile(r"<style>.*?</style>|<[^>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of paper: a season page, a meet-day card, or one or two session cards.

    `bookmark` is the athlete's name on the first sheet of each, empty on the others.
    """

    bookmark: str = ""
    season: SeasonPage | None = None
    sessions: tuple[SessionCard, ...] = ()
    meet: MeetCard | None = None


def render_cards(plan: Plan, findings: Findings | None = None) -> str:
    """The cards of a plan as one HTML page that prints right from any browser, offline.

    Characters that no font of ours has are reported in `findings` (O502), by athlete and lift.
    """
    if findings is not None:
        check_glyphs(plan, findings)
    body = _render("cards.html.j2", plan)
    css = (
        _environment()
        .get_template("print.css.j2")
        .render(fonts=font_css(_visible(body)), families=families(), **_tables(plan))
    )
    return body.replace("/*STYLE*/", css, 1)


def sheets(plan: Plan) -> Iterator[Sheet]:
    """The sheets in order: per athlete the season, the sessions by date, each meet on its day."""
    for season in plan.seasons:
        yield Sheet(bookmark=season.athlete.name, season=season_page(plan, season))
        yield from _training_and_meets(season, plan.paper)


def _training_and_meets(season: Season, paper: str) -> Iterator[Sheet]:
    """The days before each meet, then its card; training days after the last one close."""
    cards = list(session_cards(season, paper))
    dates = [session.date for _, session in season.sessions() if not session.is_meet]
    done = 0
    for day in meet_days(season):
        until = sum(one <= day.meet.date for one in dates)
        yield from _session_sheets(cards[done:until])
        done = until
        meet = meet_card(replace(season, meet=day.meet, attempts=day.attempts))
        if meet:
            yield Sheet(meet=meet)
    yield from _session_sheets(cards[done:])


def _session_sheets(cards: Iterable[SessionCard]) -> Iterator[Sheet]:
    """Two cards a sheet; a tall one alone, and then the one before it is alone too."""
    waiting: SessionCard | None = None
    for card in cards:
        if card.tall or waiting is None:
            if card.tall and waiting:
                yield Sheet(sessions=(waiting,))
                waiting = None
            if card.tall:
                yield Sheet(sessions=(card,))
            else:
                waiting = card
        else:
            yield Sheet(sessions=(waiting, card))
            waiting = None
    if waiting:
        yield Sheet(sessions=(waiting,))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(templates_dir()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _tables(plan: Plan) -> dict[str, object]:
    layout = read_words("layout")
    return {
        "words": read_words("words")["emphasis"],
        "layout": layout,
        "paper": layout["paper"][plan.paper],
    }


def _render(name: str, plan: Plan) -> str:
    template = _environment().get_template(name)
    html = template.render(
        title=plan.title or "Training cards",
        sheets=sheets(plan),
        **_tables(plan),
    )
    return _UNPRINTABLE.sub("", html)


def _visible(html: str) -> str:
    """The text of a page without its tags, for the fonts. Entities are all of ASCII."""
    return _TAGS.sub("", html) + "".join(map(chr, range(0x20, 0x7F)))


def check_glyphs(plan: Plan, findings: Findings) -> None:
    """Report what the coach wrote that no shipped font can draw, once for each text."""
    for season in plan.seasons:
        for text, where in _written(season):
            chars = uncovered(_UNPRINTABLE.sub("", text))
            if chars:
                findings.add(NO_GLYPH, where, chars=chars, text=text)


def _written(season: Season) -> Iterator[tuple[str, CellRef]]:
    """Everything the coach wrote that the cards repeat, with the cell it came from."""
    athlete = season.athlete
    yield athlete.name, athlete.origin
    yield athlete.group, athlete.origin
    yield from ((day.meet.name, day.meet.origin) for day in meet_days(season))
    yield from ((sentence, athlete.origin) for sentence in season.notes)
    for lift in athlete.lifts:
        yield lift.name, lift.origin
    lines = {
        text: None
        for _, session in season.sessions()
        for one in session.prescriptions
        for text in (one.exercise, one.text)
    }
    named = {lift.name for lift in athlete.lifts}
    yield from ((text, CellRef()) for text in lines if text not in named)
