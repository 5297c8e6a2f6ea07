"""What the keys of the lists are for (requests, errata, routes, the exchange); see `descriptions`."""

from __future__ import annotations

OF_LISTS: dict[str, dict[str, str]] = {
    "Decision": {
        "date": "When it was decided, in EDTF.",
        "body": "Who decided: the id of a body or person, or words where it has none.",
        "what": "What was decided.",
        "difference": "How it differs from what was asked for.",
    },
    "SecondPlace": {
        "at": "The paragraph of the text: p4.",
        "quote": "The words before its mark, exactly as in the text.",
    },
    "RequestFields": {
        "id": "The letter, .r and the number of the request in it: L16.r2.",
        "summary": "The paragraph of the summary in which it stands: s2.",
        "text": "The paragraph of the text in which it stands: p3.",
        "by": "Who asks: ids of persons or organisations.",
        "to": "Who is asked: ids of persons or organisations.",
        "what": "What is asked for, in a phrase without a full stop.",
        "kind": "What sort of request it is.",
        "about": "Whom or what it is about: ids of entries.",
        "outcome": "What became of it; “unknown” where the sources do not tell.",
        "decision": "What was decided, where that is known.",
        "certainty": "“inferred” when a source does not itself tie the decision to the request.",
        "sources": "The sources of this information.",
    },
    "ErratumFields": {
        "id": "Permanent: erratum- and words of yours.",
        "part": "The part of the volume; the page has a heading for each.",
        "where": "The place in the volume.",
        "says": "What stands there, in a sentence.",
        "correct": "What is right, or “Open” and why.",
        "evidence": "How that is known.",
        "certainty": "How certain the correction is.",
        "concerns": "What it is about: ids of letters, essays and entries.",
    },
    "RouteFields": {
        "id": "route- and the name of its page: route-china.",
        "title": "What it is called.",
        "essay": "The essay that tells it.",
        "letters": "The letters in the order in which they are to be read.",
        "events": "The events that belong to it.",
        "persons": "The persons and organisations that belong to it.",
    },
    "Counterpart": {
        "what": "What it is, in a phrase; “probably” where it is concluded.",
        "date": "When it was written, in EDTF.",
        "known": "Whether it is printed, summarised in a note, or only mentioned.",
        "sources": "The sources of this information.",
    },
    "ExchangeFields": {
        "letter": "The letter: L16.",
        "answers": "What it answers.",
        "answered_by": "What answers it.",
    },
}
