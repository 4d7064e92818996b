"""Questions that are asked again and again, as canned queries of Datasette: titles in Bangla, SQL for SQLite."""

from typing import Any

_DAY = "coalesce(nullif(:on_day, ''), date('now'))"
_NOT_DONE = "d.decision_id NOT IN (SELECT decision_id FROM follow_ups WHERE status = 'implemented')"

_QUERIES: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "recurring",
        "কোন বিষয় বারবার এসেছে, এবং কী হয়েছে",
        "Which topics came back, and what became of them",
        "অন্তত যতটি সভায় এসেছে (ফাঁকা: ৩)। অবস্থা: পরের সভাগুলো যা বলে; কিছু না বলা মানে ‘হয়েছে’ নয়।",
        """
SELECT topic_id, topic, c.meetings, decisions, c.first_date, c.last_date,
    implemented, in_progress, not_implemented, repeated, discussed, not_mentioned
FROM topic_counts c JOIN topics USING (topic_id)
WHERE c.meetings >= CAST(coalesce(nullif(:min_meetings, ''), 3) AS INTEGER)
ORDER BY c.meetings DESC, decisions DESC LIMIT 200""",
    ),
    (
        "overdue",
        "সময়সীমা পার হয়েছে, বাস্তবায়িত বলা হয়নি",
        "Past their deadline and nowhere stated as implemented",
        "কেউ কিছু বলেনি মানে কাজ হয়নি তা নয়; শুধু লেখা নেই।",
        f"""
SELECT d.decision_id, d.district, d.committee, d.meeting_date, d.decision, d.implementers, d.deadline,
    CAST(julianday({_DAY}) - julianday(d.deadline) AS INTEGER) AS days_late
FROM decisions d
WHERE d.deadline < {_DAY} AND d.is_copy = 0 AND {_NOT_DONE}
    AND (:district_name = '' OR d.district = :district_name)
ORDER BY d.deadline DESC LIMIT 200""",
    ),
    (
        "by_implementer",
        "কোন দপ্তরের কী করার কথা",
        "What an office or post is to do",
        "দপ্তর বা পদের নামের শব্দ দিন, যেমন: উপজেলা প্রকৌশলী।",
        """
SELECT d.decision_id, i.implementer, d.committee, d.meeting_date, d.agenda_title, d.decision, d.deadline
FROM implementers i JOIN decision_implementers USING (implementer_no) JOIN decisions d USING (id)
WHERE :implementer_words <> '' AND instr(' ' || i.folded, ' ' || fold_words(:implementer_words)) > 0 AND d.is_copy = 0
ORDER BY d.id LIMIT 200""",
    ),
    (
        "implementers_load",
        "কার হাতে কত সিদ্ধান্ত",
        "How many decisions each office has",
        "যাদের সিদ্ধান্ত সবচেয়ে বেশি, তারা আগে।",
        f"""
SELECT i.implementer, count(*) AS decisions, count(d.deadline) AS with_deadline,
    sum(d.deadline < date('now') AND {_NOT_DONE}) AS overdue
FROM (SELECT * FROM implementers ORDER BY decisions DESC LIMIT 100) i
    JOIN decision_implementers USING (implementer_no) JOIN decisions d USING (id)
WHERE d.is_copy = 0
GROUP BY i.implementer_no ORDER BY 2 DESC, 1""",
    ),
    (
        "missing",
        "কোন কমিটির কোন মাসের কার্যবিবরণী নেই",
        "Which months of a committee have no minutes",
        "যে কমিটির অন্তত তিন মাসের কার্যবিবরণী আছে, তার প্রথম ও শেষ মাসের মাঝখানে।",
        """
SELECT c.committee, c.district, c.upazila, count(*) AS months, group_concat(m.month, ', ') AS month
FROM missing_months m JOIN committees c USING (committee_no)
GROUP BY c.committee_no ORDER BY months DESC, c.committee LIMIT 200""",
    ),
    (
        "quality",
        "তথ্যের মান: কতটা ঘর পূর্ণ",
        "Data quality: how much is filled",
        "প্রধান কপির সিদ্ধান্ত ও সভা। ফাঁকা মানে লেখা নেই, অথবা বোঝা যায়নি।",
        """SELECT what, filled, "of", round(100.0 * filled / max("of", 1), 1) AS percent FROM filled ORDER BY rowid""",
    ),
    (
        "issues_by_code",
        "তথ্যের মান: কী বোঝা যায়নি",
        "Data quality: what was not understood",
        "গুরুত্ব ও সংকেত অনুযায়ী; উদাহরণে মূল লেখা।",
        """
SELECT severity, code, field, count(*) AS rows, max(text) AS example
FROM issues GROUP BY severity, code, field ORDER BY severity, rows DESC LIMIT 200""",
    ),
    (
        "unread",
        "কোন দলিল পড়া যায়নি বা আংশিক পড়া হয়েছে",
        "Which documents failed or were read in part",
        "কারণের অর্থ ও করণীয় বলে: siddhanto status",
        """
SELECT source_uri, format, status, reason, pages, decisions, rows_expected
FROM documents WHERE status IN ('failed', 'partial') ORDER BY status, reason, source_uri LIMIT 1000""",
    ),
)


def canned_queries() -> dict[str, dict[str, Any]]:
    """Return the queries as Datasette wants them; titles in both languages."""
    return {
        name: {
            "sql": sql.strip(),
            "title": f"{bangla} · {english}",
            "title_bn": bangla,
            "title_en": english,
            "description": about,
            "hide_sql": True,
        }
        for name, bangla, english, about, sql in _QUERIES
    }
