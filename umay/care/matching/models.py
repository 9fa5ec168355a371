"""Which approved family suits these children: the candidates with reasons, the shortlist, the decision by a second person; and the runs
that compare all waiting groups of a country at once."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from umay.care.cases.models import Case
from umay.care.matching.recruiting.models import Recruitment, RecruitmentFigures
from umay.care.matching.simulating.models import Simulation
from umay.care.matching.weighing.models import Effect, EffectFigures, Voice, WeightsDocument
from umay.care.matching.words import AnswerBy, CandidateState, FileKind, Heed, MatchState, RunKind, RunState
from umay.ground.offices.models import Scoped
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.privacy import OFFICE, PERSONAL, SENSITIVE
from umay.kit.kernel.vault import SealedText


class Match(Scoped):
    """The search of a family for the children of a case, or for some of them where they are split for a recorded reason of their own."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="matches")
    state = models.CharField(max_length=10, choices=MatchState.choices, default=MatchState.OPEN)
    care_type = models.CharField(max_length=12)
    is_urgent = models.BooleanField(default=False)
    children = ArrayField(models.UUIDField(), default=list)  # ids of persons
    opened_at = models.DateTimeField()
    split_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    split_kind = models.CharField(max_length=30, blank=True, default="")  # a split_reason of the pack
    split_reason = SealedText()
    split_contact_plan = SealedText()
    asked_at = models.DateTimeField(null=True, blank=True)  # when the first family was asked
    proposed_by = models.UUIDField(null=True, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    departs_kind = models.CharField(max_length=30, blank=True, default="")  # a depart_reason of the pack
    departs_reason = SealedText()  # why the choice departs from the order
    returned_by = models.UUIDField(null=True, blank=True)  # the second person asked to look again
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_reason = SealedText()
    decided_by = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = SealedText()
    ended_by = models.UUIDField(null=True, blank=True)  # no family suits, withdrawn, or searched for in parts
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = SealedText()
    is_emergency = models.BooleanField(default=False)  # the duty officer alone; ratified later in placements
    # The instance the proposal was based on, for replay: zlib in base64, for a country has thousands of families.
    input = SealedText()
    input_hash = models.CharField(max_length=64, blank=True, default="")  # SHA-256 of the file's own bytes
    engine = models.CharField(max_length=40, blank=True, default="")
    weights_number = models.IntegerField(null=True, blank=True)  # the document of weights the proposal was based on

    privacy = (
        dict.fromkeys(
            [
                "case",
                "state",
                "care_type",
                "is_urgent",
                "opened_at",
                "split_of",
                "asked_at",
                "proposed_by",
                "proposed_at",
                "decided_by",
                "decided_at",
                "returned_by",
                "returned_at",
                "ended_by",
                "ended_at",
                "is_emergency",
                "input_hash",
                "engine",
                "weights_number",
            ],
            OFFICE,
        )
        | {"children": PERSONAL}
        | dict.fromkeys(
            [
                "split_kind",
                "split_reason",
                "split_contact_plan",
                "departs_kind",
                "departs_reason",
                "returned_reason",
                "decision_reason",
                "ended_reason",
                "input",
            ],
            SENSITIVE,
        )
    )

    class Meta(Scoped.Meta):
        db_table = "matching_match"
        ordering = ["-opened_at", "id"]
        indexes = [
            *Scoped.Meta.indexes,
            models.Index(fields=["case"], name="matching_match_case"),
            models.Index(fields=["office", "state"], name="matching_match_list"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_emergency=True) | Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="match_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="decided") | Q(decided_at__isnull=False), name="match_decided_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="proposed") | (Q(proposed_by__isnull=False) & Q(proposed_at__isnull=False)),
                name="match_proposed_has_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="decided") | (Q(proposed_by__isnull=False) & Q(decided_by__isnull=False)),
                name="match_decided_has_people",
            ),
            # Brothers and sisters are parted for a recorded reason only, and never without a plan to stay in contact.
            models.CheckConstraint(
                condition=Q(split_of__isnull=True)
                | (~Q(split_kind="") & Q(split_reason__isnull=False) & Q(split_contact_plan__isnull=False)),
                name="part_has_reason_and_plan",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=["open", "proposed"], split_of__isnull=True),
                name="one_open_match",
            ),
        ]


class Candidate(Scoped):
    """A family on the shortlist of a match, with the reasons as they stood then."""

    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="candidates")
    family_id = models.UUIDField()
    family_office_id = models.UUIDField()
    family_number = models.CharField(max_length=20)
    state = models.CharField(max_length=14, choices=CandidateState.choices, default=CandidateState.SHORTLISTED)
    rank = models.IntegerField()
    is_kin = models.BooleanField(default=False)
    km = models.FloatField()
    value_micro = models.BigIntegerField()
    terms = models.JSONField(default=dict)
    weakens = models.JSONField(default=list)
    places_left = models.IntegerField()
    asked_at = models.DateTimeField(null=True, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)  # until then the places are kept for this match
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=120, blank=True, default="")  # who in the family said it
    answered_how = models.CharField(max_length=8, choices=AnswerBy.choices, blank=True, default="")
    decline_kind = models.CharField(max_length=30, blank=True, default="")  # a decline_reason of the pack
    answer_note = SealedText()
    dropped_reason = SealedText()
    hold_id = models.UUIDField(null=True, blank=True)  # the ledger's line
    called_by = models.UUIDField(null=True, blank=True)  # who is telephoning the family while its places are kept
    called_until = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(
        [
            "match",
            "family_office_id",
            "family_number",
            "state",
            "rank",
            "is_kin",
            "km",
            "value_micro",
            "terms",
            "weakens",
            "places_left",
            "asked_at",
            "held_until",
            "answered_at",
            "answered_how",
            "hold_id",
            "called_by",
            "called_until",
        ],
        OFFICE,
    ) | {
        "family_id": PERSONAL,
        "answered_by": PERSONAL,
        "decline_kind": PERSONAL,
        "answer_note": SENSITIVE,
        "dropped_reason": SENSITIVE,
    }

    class Meta(Scoped.Meta):
        db_table = "matching_candidate"
        ordering = ["rank", "id"]
        indexes = [
            *Scoped.Meta.indexes,
            models.Index(fields=["match"], name="matching_candidate_of"),
            models.Index(fields=["family_id"], name="matching_candidate_fam"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["match", "family_id"], name="family_once_in_match"),
            models.UniqueConstraint(fields=["match"], condition=Q(state__in=["proposed", "chosen"]), name="one_chosen"),
            models.CheckConstraint(
                condition=~Q(state__in=["family_yes", "proposed", "chosen"])
                | (Q(answered_at__isnull=False) & ~Q(answered_by="") & ~Q(answered_how="")),
                name="yes_has_voice_and_time",
            ),
        ]


class Run(models.Model):
    """All waiting groups of a country compared with all its families at once. Says how many, never who; what it read is a RunFile.

    Only the job writes it: the database asks for the signed flag n, and people ask through functions of the database.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=8, choices=RunKind.choices)
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.QUEUED)
    day = models.DateField()  # of the country
    replay_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replays")
    asked_by = models.UUIDField(null=True, blank=True)  # empty: the morning
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    stop_by = models.UUIDField(null=True, blank=True)
    stop_at = models.DateTimeField(null=True, blank=True)
    engine = models.CharField(max_length=60, blank=True, default="")
    weights = models.CharField(
        max_length=64, blank=True, default=""
    )  # of the rules and weights: the first half of their SHA-256
    weights_number = models.IntegerField(
        null=True, blank=True
    )  # of the approved document; empty: the country's settings
    input_sha256 = models.CharField(max_length=64, blank=True, default="")
    result_sha256 = models.CharField(max_length=64, blank=True, default="")
    seconds = models.FloatField(null=True, blank=True)
    work = models.BigIntegerField(default=0)
    # Both are written as they are counted; the database keeps them in RunFigures and leaves here what everybody may read: small
    # numbers protected, and no `sought` (sql.py, FIGURES).
    figures = models.JSONField(default=dict)
    sought = models.JSONField(default=dict)  # {family id: millionths of a point}, how much other children need a family
    failure = models.CharField(max_length=40, blank=True, default="")
    version = models.IntegerField(default=1)
    recorded_at = models.DateTimeField(default=now)
    recorded_by = models.UUIDField(null=True, blank=True)

    privacy = dict.fromkeys(
        ["id", "country", "kind", "state", "day", "replay_of", "asked_by", "asked_at", "began_at", "ended_at", "stop_by", "stop_at", "engine", "weights",
         "weights_number", "input_sha256", "result_sha256", "seconds", "work", "figures", "failure", "version", "recorded_at", "recorded_by"],
        OFFICE,
    ) | {"sought": PERSONAL}  # fmt: skip

    class Meta:
        db_table = "matching_run"
        ordering = ["-asked_at", "id"]
        indexes = [models.Index(fields=["country", "-asked_at"], name="matching_run_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["country"],
                condition=Q(state__in=["queued", "running"]) & ~Q(kind="replay"),
                name="one_run_at_a_time",
            ),
            models.UniqueConstraint(fields=["country", "day"], condition=Q(kind="morning"), name="one_run_a_morning"),
            models.CheckConstraint(
                condition=Q(kind="replay", replay_of__isnull=False) | (~Q(kind="replay") & Q(replay_of__isnull=True)),
                name="replay_of_a_run",
            ),
        ]


class RunFigures(models.Model):
    """The numbers of a run as they were counted. Only the job and those who read the whole country can read the row."""

    id = models.UUIDField(primary_key=True, default=new_id)
    country = models.CharField(max_length=2)
    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="exact")
    figures = models.JSONField(default=dict)
    sought = models.JSONField(default=dict)
    version = models.IntegerField(default=1)
    recorded_at = models.DateTimeField(default=now)
    recorded_by = models.UUIDField(null=True, blank=True)

    privacy = dict.fromkeys(["id", "country", "run", "figures", "version", "recorded_at", "recorded_by"], OFFICE) | {
        "sought": PERSONAL
    }

    class Meta:
        db_table = "matching_run_figures"


class RunFile(models.Model):
    """The bytes a run read and wrote, zlib in base64, sealed under a key of the run's own. Only the job can read the row."""

    id = models.UUIDField(primary_key=True, default=new_id)
    country = models.CharField(max_length=2)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=6, choices=FileKind.choices)
    body = SealedText(key="run_id")
    version = models.IntegerField(default=1)
    recorded_at = models.DateTimeField(default=now)
    recorded_by = models.UUIDField(null=True, blank=True)

    privacy = dict.fromkeys(["id", "country", "run", "kind", "version", "recorded_at", "recorded_by"], OFFICE) | {
        "body": SENSITIVE
    }

    class Meta:
        db_table = "matching_run_file"
        constraints = [models.UniqueConstraint(fields=["run", "kind"], name="one_file_of_a_kind")]


class Advice(Scoped):
    """What a run suggests for one waiting group, and what people made of it. Belongs to the file of the group's case."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="advice")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="advice")
    group_id = models.UUIDField()  # of its match, or of its case where nobody searches yet
    children = ArrayField(models.UUIDField(), default=list)  # ids of persons
    family_id = models.UUIDField(null=True, blank=True)  # empty: the run found none
    family_number = models.CharField(max_length=20, blank=True, default="")
    is_kin = models.BooleanField(default=False)
    km = models.FloatField(
        null=True, blank=True
    )  # to the middle of the family's district where it belongs to another office
    place = models.IntegerField(null=True, blank=True)  # of the family in the plain order of this group
    suiting = models.IntegerField(default=0)
    others = models.JSONField(
        default=list
    )  # the other families that could take them, and what each choice would do to other children
    heed = models.CharField(max_length=8, choices=Heed.choices, blank=True, default="")
    heed_kind = models.CharField(max_length=30, blank=True, default="")  # a depart_reason of the pack
    heed_words = SealedText()
    heeded_by = models.UUIDField(null=True, blank=True)
    heeded_at = models.DateTimeField(null=True, blank=True)
    chosen_id = models.UUIDField(null=True, blank=True)  # the family chosen instead

    privacy = (
        dict.fromkeys(
            [
                "run",
                "case",
                "group_id",
                "family_number",
                "is_kin",
                "km",
                "place",
                "suiting",
                "others",
                "heed",
                "heeded_by",
                "heeded_at",
            ],
            OFFICE,
        )
        | dict.fromkeys(["children", "family_id", "chosen_id"], PERSONAL)
        | dict.fromkeys(["heed_kind", "heed_words"], SENSITIVE)
    )

    class Meta(Scoped.Meta):
        db_table = "matching_advice"
        indexes = [
            *Scoped.Meta.indexes,
            models.Index(fields=["group_id", "-recorded_at"], name="matching_advice_of"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["run", "group_id"], name="one_advice_a_run"),
            models.CheckConstraint(
                condition=Q(heed="") | (Q(heeded_by__isnull=False) & Q(heeded_at__isnull=False)),
                name="heed_has_person_and_time",
            ),
            models.CheckConstraint(condition=~Q(heed__in=["other", "none"]) | ~Q(heed_kind=""), name="heed_has_reason"),
        ]


__all__ = [
    "Advice",
    "Candidate",
    "Effect",
    "EffectFigures",
    "Match",
    "Recruitment",
    "RecruitmentFigures",
    "Run",
    "RunFigures",
    "RunFile",
    "Simulation",
    "Voice",
    "WeightsDocument",
]
