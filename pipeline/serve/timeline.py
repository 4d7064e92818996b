"""Recurring topics by month: what the chart draws."""

from collections import defaultdict
from dataclasses import dataclass

from datasette.database import Database

TOPICS = 25
MANY = 600  # bars from which those of a topic are drawn in one piece: a link for each would make the page heavy
HEIGHT, BASE = 24, 26  # of the highest bar, and where bars stand, in the strip's own units


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One month of a topic: where its bar stands in the strip, and how many meetings it counts."""

    month: str
    meetings: int
    x: int
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One topic."""

    topic_id: str
    topic: str
    meetings: int
    bars: tuple[Bar, ...]

    @property
    def outline(self) -> str:
        """All bars as one path of SVG."""
        return "".join(f"M{bar.x + 0.1:.1f} {BASE}v-{bar.height:g}h.8v{bar.height:g}z" for bar in self.bars)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The strips of all topics on one axis: `width` months, and at which of them a year begins."""

    strips: tuple[Strip, ...]
    width: int
    years: tuple[tuple[int, str], ...]
    first: str | None
    last: str | None

    @property
    def is_heavy(self) -> bool:
        """Whether there are too many bars for a link in each."""
        return sum(len(strip.bars) for strip in self.strips) > MANY


async def chart(
    database: Database, *, district: str = "", committee_key: str = "", year: str = "", topics: int = TOPICS
) -> Chart:
    """Return the topics that most meetings had, with the meetings of each month; lesser copies of meetings are left out."""
    where, values = ["is_copy = 0", "topic_id IS NOT NULL", "meeting_month IS NOT NULL"], {"topics": topics}
    filters = {"district": district, "committee_key": committee_key}
    for column, value in filters.items():
        if value:
            where.append(f"{column} = :{column}")
    if year:
        where.append("meeting_month BETWEEN :year || '-01' AND :year || '-12'")
        filters["year"] = year
    condition = " AND ".join(where)
    if any(filters.values()):
        most = f"SELECT topic_id FROM decisions WHERE {condition} GROUP BY topic_id HAVING count(DISTINCT meeting_id) > 1 ORDER BY count(DISTINCT meeting_id) DESC, topic_id LIMIT :topics"
    else:
        most = "SELECT topic_id FROM topic_counts WHERE meetings > 1 ORDER BY meetings DESC, topic_id LIMIT :topics"
    found = await database.execute(
        f"SELECT topic_id, topics.topic, meeting_month, count(DISTINCT meeting_id) AS meetings FROM decisions "
        f"JOIN topics USING (topic_id) WHERE {condition} AND topic_id IN ({most}) GROUP BY topic_id, meeting_month",
        {**values, **{name: value for name, value in filters.items() if value}},
        truncate=False,
    )
    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for row in found.rows:
        counts[row["topic_id"], row["topic"]][row["meeting_month"]] = row["meetings"]
    months = [month for own in counts.values() for month in own]
    if not months:
        return Chart(strips=(), width=0, years=(), first=None, last=None)
    first, last = min(months), max(months)
    start = _number(first)
    most_meetings = max(max(own.values()) for own in counts.values())
    strips = [
        Strip(
            topic_id=topic_id,
            topic=topic,
            meetings=sum(own.values()),
            bars=tuple(
                Bar(
                    month=month,
                    meetings=count,
                    x=_number(month) - start,
                    height=round(HEIGHT * count / most_meetings, 2),
                )
                for month, count in sorted(own.items())
            ),
        )
        for (topic_id, topic), own in counts.items()
    ]
    width = _number(last) - start + 1
    years = tuple((at, f"{(start + at) // 12}") for at in range(width) if (start + at) % 12 == 0)
    return Chart(
        strips=tuple(sorted(strips, key=lambda strip: (-strip.meetings, strip.topic_id))),
        width=width,
        years=years or ((0, first[:4]),),
        first=first,
        last=last,
    )


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1
