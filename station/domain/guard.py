"""What must hold before a step or a fact: the conditions at the rows of the table.

How each is looked at stands in `station.domain.guards`. A guard is asked of the one who acts.
The other end of the line asks only the table: between two offices that cannot see each other
nothing but the order of moves is sure, and both must come to the same case.
"""

from enum import Enum


class Guard(Enum):
    """The condition in a sentence; values are English msgids."""

    PAPERS_COMPLETE = "every paper that the item demands is here or promised"
    MAY_BE_TAKEN_NOW = "once received, only promised papers and further ones come in"
    ORIGINALS_STAY = "an original that was taken in is given back by its own entry"
    SOMETHING_MISSING = "something is missing"
    PRESENTER_MAY = "who stands at the window may act for the applicant"
    MANDATE_IN_FORCE = "a mandate is in force"
    MANDATE_ALLOWED = "the item may be asked for by somebody with a mandate"
    ASKED_PAPERS_HERE = "everything that the correction notice asked for has been brought"
    FIRST_NOTICE_COMPLETE = "a second notice names only what could not be named at first"
    NO_OPEN_PROMISE = "no promised paper is open"
    ONLY_PROMISED_MISSING = "only papers that may follow are missing, and they are promised"
    GAP_ALLOWED = "the local rule knows acceptance with a gap, and the applicant may use it"
    NOTICE_OVERDUE = "the time for the one-time notice is over"
    CORRECTION_FAILED = "a correction was asked for in vain, or the applicant gave up"
    CORRECTION_OVERDUE = "the time for the correction is over, and a local rule says what follows"
    PROMISE_BROKEN = "a promise was broken, and the local rule says this follows"
    TERMINATION_RULED = "no promise was broken of which the local rule makes something else"
    OFFICE_OUTSIDE_CLOCK = "the item or the law names this as time outside the clock"
    NOTICE_HUNG = "the public notice has hung out all its days"
    NOT_EXTENDED_YET = "it was not extended before, the limit still runs and the law has more days"
    GAP_LETS_DECIDE = "the gap rule lets the decision be taken now"
    GAP_LOCKS_RESULT = "promised papers are open, and the gap rule lets the decision come first"
    GAP_LETS_ISSUE = "no promised paper keeps the result locked"
    REQUESTED = "the applicant asked for it through the window"
    SECOND_PERSON = "somebody else asked for it first"
    ORIGINALS_HERE = "no original is on the road, and none that is lent is with the district"
    ORIGINALS_BACK = "every original is where it belongs"
    PROMISES_KEPT = "what was granted has every promised paper"
    SHEETS_THERE = "the sheets of the file are printed, or it is said where they are"
    RATING_SETTLED = "a bad rating was seen to"
    ONE_RATING_A_VISIT = "this visit was not rated yet"
    TWO_STAFF = "two of the staff were there"
    ORIGINAL_IS_THERE = "the original is where it is taken from"
    WITNESS_NAMED = "who leaves a document behind names a witness"
    BAD_RATING_OPEN = "a bad rating is open"
    RATER_CONTACTED = "somebody spoke with whoever gave the bad rating"
    NEGATIVE_SAID = "the applicant got this kind of no"
    PROMISE_OPEN = "the paper is promised and open, and the local rule allows more time"
    HEARING_OVER = "nobody may still ask for a hearing, and none that was asked for is open"
    HEARING_OFFERED = "whoever declines a hearing was told of it"
    LICENCE = "the item is a licence"
    RESULT_ENDS = "the result names its last day"
    RENEWAL_UNANSWERED = "the licence ended, its renewal was asked for in time, and nobody decided"
    NEWER_VERSION = "the item has a newer version"
