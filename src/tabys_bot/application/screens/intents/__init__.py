"""What a visitor can ask for, whichever way he asks: a button, a command or a text."""

from typing import TypeAlias

from tabys_bot.application.screens.intents.account import (
    AskSignOut,
    ChooseLanguage,
    OpenMenu,
    OutdatedButton,
    SetLanguage,
    ShowHelp,
    ShowStatus,
    SignIn,
    SignOut,
    Typed,
    Unclear,
    UnknownCommand,
)
from tabys_bot.application.screens.intents.browsing import (
    NO_PART,
    AskFind,
    AskPage,
    AskSearch,
    ChooseFilter,
    ClearFilters,
    Find,
    FindText,
    FollowLink,
    FollowLookup,
    OpenCard,
    OpenList,
    OpenModule,
    OpenRecent,
    Origin,
    Part,
    SearchIn,
    SetFilter,
    ShowFilters,
    ShowPictures,
)
from tabys_bot.application.screens.intents.moderation import (
    NO_REASON,
    AskBatch,
    AskReason,
    ClearMarks,
    Decide,
    Line,
    ListWaiting,
    MarkPage,
    MarkWaiting,
    NextWaiting,
    OpenQueue,
    Reason,
    RetryBatch,
    SetAlertMode,
    SetQuietHours,
    ShowAlerts,
    ShowBatch,
    ShowWaiting,
    StartBatch,
    StartKind,
    StartQueue,
    ToggleAlertHour,
    ToggleAlertKind,
    TypeBatchReason,
    TypeReason,
)
from tabys_bot.application.screens.intents.panel import (
    ApproveRegistration,
    AskApproval,
    AskEndOwnSession,
    AskRejection,
    AskRevocation,
    EndOwnSession,
    ListOwnSessions,
    ListRegistrations,
    ListSignedIn,
    OpenPanel,
    RejectRegistration,
    RevokeSignedIn,
    ShowNumbers,
    ShowRegistration,
    ShowSignedIn,
    TelegramId,
)
from tabys_bot.application.screens.intents.writing import (
    AskDiscard,
    AskQuestion,
    DiscardDraft,
    DoAct,
    How,
    ListDrafts,
    LookAgain,
    OpenDraft,
    Reply,
    SaveDraft,
    SentPhoto,
    ShowHistory,
    ShowSheet,
    StartAct,
    StartAnew,
)

COMMANDS_FOR_STRANGERS = ("start", "login", "language", "help")
COMMANDS_FOR_ADMINS = ("menu", "queue", "alerts", "find", "recent", "status", "language", "help", "logout")

Intent: TypeAlias = (
    OpenMenu
    | OpenModule
    | OpenList
    | OpenCard
    | FollowLink
    | ShowPictures
    | FollowLookup
    | ShowFilters
    | ChooseFilter
    | SetFilter
    | ClearFilters
    | AskSearch
    | SearchIn
    | AskPage
    | AskFind
    | Find
    | FindText
    | OpenRecent
    | OpenPanel
    | ListSignedIn
    | ShowSignedIn
    | AskRevocation
    | RevokeSignedIn
    | ListOwnSessions
    | AskEndOwnSession
    | EndOwnSession
    | ListRegistrations
    | ShowRegistration
    | AskApproval
    | ApproveRegistration
    | AskRejection
    | RejectRegistration
    | ShowNumbers
    | StartAct
    | DoAct
    | ListDrafts
    | OpenDraft
    | ShowSheet
    | AskQuestion
    | Reply
    | SaveDraft
    | LookAgain
    | StartAnew
    | AskDiscard
    | DiscardDraft
    | ShowHistory
    | OpenQueue
    | StartQueue
    | StartKind
    | NextWaiting
    | ShowWaiting
    | Decide
    | AskReason
    | TypeReason
    | ListWaiting
    | MarkWaiting
    | MarkPage
    | ClearMarks
    | AskBatch
    | TypeBatchReason
    | StartBatch
    | ShowBatch
    | RetryBatch
    | ShowAlerts
    | SetAlertMode
    | ToggleAlertKind
    | ToggleAlertHour
    | SetQuietHours
    | ShowStatus
    | ShowHelp
    | ChooseLanguage
    | SetLanguage
    | AskSignOut
    | SignOut
    | SignIn
    | Typed
    | SentPhoto
    | OutdatedButton
    | UnknownCommand
    | Unclear
)

__all__ = [
    "COMMANDS_FOR_ADMINS",
    "COMMANDS_FOR_STRANGERS",
    "NO_PART",
    "NO_REASON",
    "ApproveRegistration",
    "AskApproval",
    "AskBatch",
    "AskDiscard",
    "AskEndOwnSession",
    "AskFind",
    "AskPage",
    "AskQuestion",
    "AskReason",
    "AskRejection",
    "AskRevocation",
    "AskSearch",
    "AskSignOut",
    "ChooseFilter",
    "ChooseLanguage",
    "ClearFilters",
    "ClearMarks",
    "Decide",
    "DiscardDraft",
    "DoAct",
    "EndOwnSession",
    "Find",
    "FindText",
    "FollowLink",
    "FollowLookup",
    "How",
    "Intent",
    "Line",
    "ListDrafts",
    "ListOwnSessions",
    "ListRegistrations",
    "ListSignedIn",
    "ListWaiting",
    "LookAgain",
    "MarkPage",
    "MarkWaiting",
    "NextWaiting",
    "OpenCard",
    "OpenDraft",
    "OpenList",
    "OpenMenu",
    "OpenModule",
    "OpenPanel",
    "OpenQueue",
    "OpenRecent",
    "Origin",
    "OutdatedButton",
    "Part",
    "Reason",
    "RejectRegistration",
    "Reply",
    "RetryBatch",
    "RevokeSignedIn",
    "SaveDraft",
    "SearchIn",
    "SentPhoto",
    "SetAlertMode",
    "SetFilter",
    "SetLanguage",
    "SetQuietHours",
    "ShowAlerts",
    "ShowBatch",
    "ShowFilters",
    "ShowHelp",
    "ShowHistory",
    "ShowNumbers",
    "ShowPictures",
    "ShowRegistration",
    "ShowSheet",
    "ShowSignedIn",
    "ShowStatus",
    "ShowWaiting",
    "SignIn",
    "SignOut",
    "StartAct",
    "StartAnew",
    "StartBatch",
    "StartKind",
    "StartQueue",
    "TelegramId",
    "ToggleAlertHour",
    "ToggleAlertKind",
    "TypeBatchReason",
    "TypeReason",
    "Typed",
    "Unclear",
    "UnknownCommand",
]
