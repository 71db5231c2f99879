"""Every finding the toolkit can make: code, slug, severity, what is wrong, what to type.

A code is never reused. Letters by layer: B book, C cell, R roster, P plan, O output. Each rule owns
a bad and a good example in tests/rules/CODE/, executed by a test.
"""

from __future__ import annotations

from toolkit.diagnostics import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# --- B: the book -----------------------------------------------------------------------------

BOOK_MISSING = Rule(
    "B101",
    "file-missing",
    E,
    'There is no file "{name}".',
    "Check the spelling and the folder, or drag the file onto the window instead of "
    "typing its name.",
)
BOOK_IS_FOLDER = Rule(
    "B102",
    "is-a-folder",
    E,
    '"{name}" is a folder.',
    "Give the workbook inside it, for example club.xlsx.",
)
BOOK_UNREADABLE = Rule(
    "B103",
    "cannot-open",
    E,
    '"{name}" cannot be opened: {reason}.',
    "Close it in Excel, check that you may read it, and try again.",
)
BOOK_NOT_SHEET = Rule(
    "B104",
    "not-a-spreadsheet",
    E,
    "{name} is not a spreadsheet.",
    "Give an Excel workbook (.xlsx, .xlsm, .xlsb or .xls), an OpenDocument one (.ods) or a "
    ".csv file.",
)
BOOK_DAMAGED = Rule(
    "B105",
    "damaged",
    E,
    "The file is damaged or only half there.",
    "Open it in Excel, let Excel repair it, save it as a new .xlsx, or take a fresh copy.",
)
BOOK_LOCKED = Rule(
    "B106",
    "password",
    E,
    "The workbook is protected by a password.",
    "Remove the password in Excel (File, Info, Protect Workbook) and save a copy.",
)
BOOK_TOO_BIG = Rule(
    "B107",
    "too-big",
    E,
    "The file unpacks to far more than a roster can hold; it was not opened.",
    "Copy the roster alone into a new workbook and give that.",
)
BOOK_OTHER_FORMAT = Rule(
    "B108",
    "other-format",
    E,
    "This is a {kind} file, which is not read here.",
    "Open it in Excel, or in the program it comes from, and save it as an Excel workbook (.xlsx).",
)
BOOK_EMPTY = Rule(
    "B109",
    "empty-book",
    E,
    "The file is empty.",
    "Run `periodize new roster.xlsx` for a workbook to fill in.",
)
BOOK_IS_PLAN = Rule(
    "B110",
    "is-a-plan",
    E,
    "This is a plan made by this program, not a roster.",
    "Give the roster workbook that the plan was made from.",
)
BOOK_NO_ROSTER = Rule(
    "B111",
    "no-roster",
    E,
    "No list of athletes with their maxes was found.",
    "Write one header row such as Name | Squat | Bench | Deadlift, and below it one row "
    "per athlete; `periodize new roster.xlsx` makes a workbook to fill in. Or say where the maxes "
    'stand: --map "squat=Sheet1!C4".',
)
BOOK_NO_MAX = Rule(
    "B112",
    "no-max",
    E,
    "There is no max anywhere in the book.",
    "Write at least one max: a weight such as 140, or a set such as 120x5.",
)
SHEET_HIDDEN = Rule(
    "B113",
    "sheet-hidden",
    N,
    "This sheet is hidden and was not read.",
    "Unhide it if it belongs to the roster.",
)
SHEET_UNKNOWN = Rule(
    "B114",
    "sheet-unknown",
    N,
    'The sheet "{sheet}" has no table known here and was not read.',
    "Start its name with _ if it is your own. A roster has a header row such as Name | "
    "Squat | Bench.",
)
COLUMN_MISSING = Rule(
    "B115",
    "column-missing",
    E,
    'The sheet "{sheet}" lacks {columns}.',
    "Add to its header row: {columns}. An empty sheet can be deleted.",
)
COLUMN_UNKNOWN = Rule(
    "B116",
    "column-unknown",
    W,
    'The column "{found}" is not known here and was not read.',
    '{near}If it is a lift, call it "{found} max"; start the name with _ to keep it as '
    "your own note.",
)
COLUMN_TWICE = Rule(
    "B117",
    "column-twice",
    W,
    '"{found}" says the same as another column; only the left one was read.',
    "Rename or delete one of the two columns.",
)

GOAL_WITHOUT_LIFT = Rule(
    "B118",
    "goal-without-lift",
    W,
    'The column "{found}" does not say which lift it is for; it was not read.',
    'Call it "{lift} goal", with one such column for every lift that has a goal.',
)

BOOK_TOO_FULL = Rule(
    "B119",
    "too-full",
    E,
    "The file holds more than a roster does: over {rows} filled rows, or as many cells.",
    "Filter it to your own athletes and give that.",
)
MAX_CELL_EMPTY = Rule(
    "B140",
    "max-cell-empty",
    E,
    'Nothing is filled in for "{found}".',
    "Type the max into the cell beside it, or below it where the labels stand in a row.",
)
ONLY_LOG = Rule(
    "B141",
    "only-a-log",
    E,
    "This is a training log: it holds sets as they were done, and no max.",
    "Add `--from-log` to estimate the maxes from its recent sets, or write them on a sheet of "
    "their own.",
)
ONLY_STANDARDS = Rule(
    "B142",
    "only-standards",
    E,
    "These are standards or records of a class or a level, not anybody's max.",
    "Give the book with the athletes' own maxes; `periodize new roster.xlsx` makes one to fill in.",
)
ONLY_ATTEMPTS = Rule(
    "B143",
    "only-attempts",
    E,
    "There are attempts in this book, but no best lift: nobody's max can be taken from it.",
    "Add a column for the best lift, such as Best squat, or give the athletes' maxes.",
)
ONLY_BODYWEIGHTS = Rule(
    "B144",
    "only-bodyweights",
    E,
    "This is a list of bodyweights; there is no lift and no max in it.",
    "Add a column for each lift with the athlete's max.",
)
ONLY_CHART = Rule(
    "B145",
    "only-a-chart",
    E,
    "This is a chart of percentages or efforts; there is no athlete's max in it.",
    "Give the book with the athletes' own maxes; `periodize new roster.xlsx` makes one to fill in.",
)
ONLY_PROGRAM = Rule(
    "B146",
    "only-a-program",
    E,
    "This is a program of sets and loads; no cell of it is named as a max.",
    'Name the cell if there is one, such as `--map "squat=Sheet1!C4"`, or write the maxes on a '
    "sheet of their own.",
)
UNIT_OPEN = Rule(
    "B127",
    "unit-open",
    W,
    "No unit is written for {count}; {they} read as {unit}.",
    "Say it: --unit kg or --unit lb. Or write it into the header, such as Squat (kg), or as Unit "
    "into Settings.",
)
ATHLETE_UNNAMED = Rule(
    "B128",
    "athlete-unnamed",
    N,
    'The book names no athlete; "{name}", the name of the file, is used.',
    'Say whose book it is: --athlete-name "Anna Berg".',
)
MAP_CELL = Rule(
    "B129",
    "map-cell",
    E,
    "The cell that you gave for {what} {why}.",
    'Give the cell that holds it, such as --map "{example}=Sheet1!C4"; an answer that is kept '
    "beside the book can be changed there.",
)
MAP_PLACE = Rule(
    "B130",
    "map-place",
    E,
    'Your answer "{given}" fits nothing here: {why}.',
    "{near}Type it like {example}.",
)
USE_MISSING = Rule(
    "B131",
    "use-missing",
    E,
    'There is no sheet "{found}" to be used.',
    "{near}The file has {sheets}.",
)
ANSWERS_BROKEN = Rule(
    "B132",
    "answers-broken",
    E,
    "{file} with your answers cannot be used. Line {line}: {why}.",
    "Mend the line, or run the command with --forget to be asked again.",
)
ANSWER_UNUSED = Rule(
    "B133",
    "answer-unused",
    W,
    "{source}: {what}; it was not used.",
    "Mend or delete it.",
)
PLANNING_SKIPPED = Rule(
    "B134",
    "planning-skipped",
    N,
    "The book was read and not planned: it has {count} athletes, and a check plans at most {most}.",
    "`periodize plan` plans all of them and says what planning finds.",
)
WORKING_LOAD = Rule(
    "B135",
    "working-load",
    W,
    "{found} is a working load of the {lift} and no max; it was left out.",
    "Type a max, or a set to the limit such as 100x5. If it is a max after all: {option}.",
)

# --- C: a cell -------------------------------------------------------------------------------

NOT_A_NUMBER = Rule(
    "C201",
    "not-a-number",
    E,
    'The max should be a weight, found "{found}".',
    "Type the weight only, for example 182.5, or a set such as 160x5. Leave it empty if untested.",
)
NOT_POSITIVE = Rule(
    "C202",
    "not-positive",
    E,
    "A max is more than zero, found {found}.",
    "Type the weight that was lifted, or leave the cell empty if the lift is untested.",
)
TOO_HEAVY = Rule(
    "C203",
    "too-heavy",
    E,
    "{found} is more than anybody has lifted.",
    "Check for a missing decimal point and for the unit: 102.5 and 1025 look alike.",
)
IMPLAUSIBLE = Rule(
    "C204",
    "implausible",
    W,
    "{found} is a very heavy {lift}.",
    "Check the number and its unit. Write 225 lb if it is in pounds.",
)
CELL_ERROR = Rule(
    "C205",
    "error-cell",
    E,
    "The cell shows the error {found}.",
    "Mend the formula in Excel, or type the value over it.",
)
NOT_CALCULATED = Rule(
    "C206",
    "formula-empty",
    E,
    "The cell has a formula whose result was never stored.",
    "Open the book in Excel, save it and try again, or type the value over the formula.",
)
TOO_MANY_REPS = Rule(
    "C207",
    "too-many-reps",
    E,
    '"{found}" has more than {high} reps: too many to judge a max from.',
    "Give a set of 1 to {high} reps, or a tested max.",
)
BAD_EFFORT = Rule(
    "C208",
    "bad-effort",
    E,
    'The effort in "{found}" is not between RPE {low} and {high}.',
    "Write the RPE after @, for example 140x5 @ 8.",
)
SET_AS_TRAINING_MAX = Rule(
    "C209",
    "set-as-training-max",
    E,
    'A training max is a weight, found the set "{found}".',
    "Type the training max as a weight, or change the kind to 1RM for this set.",
)
BAD_DATE = Rule(
    "C210",
    "bad-date",
    E,
    'This should be a date, found "{found}".',
    "Type the date as year-month-day, for example 2027-03-13.",
)
BAD_UNIT = Rule(
    "C211",
    "bad-unit",
    E,
    'The unit is kg or lb, found "{found}".',
    "Type kg or lb.",
)
BAD_DAYS = Rule(
    "C212",
    "bad-days",
    E,
    'These should be one to six weekdays, found "{found}".',
    "Type the days like Mon Wed Fri, each once, with a day of rest. A number of days belongs under "
    "Sessions.",
)
BAD_SETTING = Rule(
    "C213",
    "bad-setting",
    E,
    '{label} should be {expects}, found "{found}".',
    "Type {expects}, or clear the cell.",
)
SETTING_UNKNOWN = Rule(
    "C214",
    "unknown-setting",
    W,
    'There is no setting "{found}".',
    "{near}Use the names of the Settings sheet that `periodize new` writes.",
)
BAD_STAGE = Rule(
    "C215",
    "bad-stage",
    E,
    'The stage of a lift is new or experienced, found "{found}".',
    "{near}Type new for a lift that is still being learned, else experienced.",
)
BAD_PRIORITY = Rule(
    "C216",
    "bad-priority",
    E,
    'A priority is A, B or C, found "{found}".',
    "Type A for what matters most, C for what matters least.",
)
BAD_SEX = Rule(
    "C217",
    "bad-sex",
    W,
    'Sex is F or M, found "{found}"; it was left out.',
    "Type F or M, or leave it empty.",
)
BAD_SESSIONS = Rule(
    "C218",
    "bad-sessions",
    E,
    'Sessions a week are a whole number from {low} to {high}, found "{found}".',
    "Type how many days a week are trained, for example 3.",
)
BAD_BODYWEIGHT = Rule(
    "C219",
    "bad-bodyweight",
    W,
    '"{found}" is not a likely bodyweight; it was left out.',
    "Type the weight, for example 83 or 183 lb.",
)
BAD_RATIO = Rule(
    "C220",
    "bad-ratio",
    E,
    'The ratio of a variation to its lift is a share, found "{found}".',
    "Type a share from {low} to {high} percent, for example 85%.",
)
BAD_KIND = Rule(
    "C221",
    "bad-kind",
    E,
    'The kind of a max is 1RM or training max, found "{found}".',
    "{near}Type 1RM or training max.",
)
MAX_MISSING = Rule(
    "C222",
    "untested",
    N,
    "{athlete} has no {lift} max yet; the lift is left out.",
    "Type a max here, or a set such as 100x5, to have it planned.",
)
LIFT_UNKNOWN = Rule(
    "C223",
    "unknown-lift",
    W,
    '"{found}" is not a lift known here; it is planned like any other main lift.',
    "{near}If the name is right, nothing needs doing.",
)
LIFT_MISSING = Rule(
    "C229",
    "lift-missing",
    E,
    "This row has a max but no lift.",
    "Type the lift, for example Squat, or clear the row. Or say it: {option}.",
)
BAD_GOAL = Rule(
    "C224",
    "bad-goal",
    E,
    'A goal is a weight, found "{found}".',
    "Type the weight to be lifted, for example 190.",
)
GOAL_REACHED = Rule(
    "C225",
    "goal-reached",
    W,
    "The goal of {goal} is not above the max of {max}.",
    "Raise the goal, or clear it.",
)
PLATES_UNEVEN = Rule(
    "C226",
    "plates-uneven",
    W,
    "Not all plates are multiples of one of them, as even loads need: without {plates} loads go "
    "up in steps of {step}, and so they are planned.",
    "Take these plates out of the list, or the odd one that keeps them out.",
)
BAR_UNEVEN = Rule(
    "C227",
    "bar-uneven",
    E,
    "The bar of {bar} is not a multiple of the step of {step} that the plates allow.",
    "Use the bar and the plates of one unit, or add smaller plates.",
)
SILENCE_UNKNOWN = Rule(
    "C228",
    "silence-unknown",
    W,
    '"{found}" is not a warning or note that can be silenced.',
    "{near}Use the name shown with the finding, for example sheet-hidden. Errors stay.",
)

BAD_ATTEMPTS = Rule(
    "C230",
    "bad-attempts",
    E,
    'Attempts are a style, or three shares of the third that do not fall, found "{found}".',
    "Type conservative, standard or novice, or opener, second and third in percent, "
    "none above 110: 91/96/100.",
)

ORDER_INCOMPLETE = Rule(
    "C240",
    "order-incomplete",
    W,
    'The order "{found}" leaves out {missing}; the plan takes {used}.',
    "Name R, D and I, each once, such as R, D, I.",
)
PLATES_NONE = Rule(
    "C241",
    "plates-none",
    E,
    'There is no pair of plates in "{found}": nothing can be loaded.',
    "A count is of pairs: 25x2 is four plates. Give at least one pair.",
)
PLATES_TOO_BIG = Rule(
    "C242",
    "plates-too-big",
    W,
    "With these plates the lightest load on the {bar} bar is {first}; that is more than the "
    "{lift} max of {athlete}, {max}.",
    "Add smaller plates, or expect nothing but the empty bar.",
)
POLICY_UNKNOWN = Rule(
    "C243",
    "policy-unknown",
    W,
    'The method has no {what} "{found}"{inside}; the line was not used.',
    "{near}Copy the line from what `periodize policy --show` prints.",
)
POLICY_VALUE = Rule(
    "C244",
    "policy-value",
    W,
    '{number} should be {expects}, found "{found}"; the plan keeps {default}.',
    "Type {expects}, or delete the line.",
)
POLICY_UNITS = Rule(
    "C245",
    "policy-units",
    W,
    '{number} is {expects}; "{found}" mixes that with another unit, and the plan keeps {default}.',
    "Write it as the method does, for example {default}.",
)
POLICY_SOURCE = Rule(
    "C246",
    "policy-source",
    N,
    '{number} has no source; it counts as your own and is marked "yours".',
    "Write where the number comes from, if only: my own log.",
)
POLICY_CLASH = Rule(
    "C247",
    "policy-clash",
    W,
    "{low} is {first} and {high} is {second}: the first may not be above the second. The plan "
    "keeps {default}.",
    "Change one of the two.",
)

TOO_LIGHT = Rule(
    "C248",
    "too-light",
    E,
    "{found} is too little to be anybody's max.",
    "Check for a slipped decimal point and for the unit, or leave the cell empty if untested.",
)

POLICY_LIMIT = Rule(
    "C249",
    "policy-limit",
    W,
    '{number} may be {expects}, found "{found}"; the plan keeps {default}, because {why}.',
    "Stay inside the limit, or delete the line.",
)
POLICY_FIXED = Rule(
    "C251",
    "policy-fixed",
    W,
    'The table "{table}" cannot be changed: {why}; the line was not used.',
    "Delete the line.",
)
POLICY_LAW = Rule(
    "C250",
    "policy-law",
    W,
    "With {number} at {found}, {why}; the plan keeps {default}.",
    "Change this number or what goes with it, or delete the line.",
)

# --- R: the roster ---------------------------------------------------------------------------

ATHLETE_TWICE = Rule(
    "R301",
    "athlete-twice",
    E,
    '"{name}" stands here and in {other}.',
    "Give two people two names, such as Anna B. and Anna K., or delete the second row.",
)
LIFT_TWICE = Rule(
    "R302",
    "lift-twice",
    E,
    "{athlete} has two {lift} maxes: {first} in {other} and {second} here.",
    "Keep the one that counts, or name its cell: {option}. A variation belongs in the Week sheet, "
    "with its ratio.",
)
LIFT_REPEATED = Rule(
    "R303",
    "lift-repeated",
    N,
    "{athlete}'s {lift} stands here a second time with the same max.",
    "Delete one of the two rows.",
)
ATHLETE_UNLISTED = Rule(
    "R304",
    "athlete-unlisted",
    W,
    '"{name}" is not in the Athletes sheet; the plan is made with the defaults.',
    "{near}Add the name to Athletes, or correct the spelling here.",
)
ATHLETE_WITHOUT_MAX = Rule(
    "R305",
    "athlete-without-max",
    N,
    "{name} has no max and is left out of the plan.",
    "Add a row to the maxes to have a plan made.",
)
NAME_MISSING = Rule(
    "R306",
    "name-missing",
    E,
    "This row has values but no athlete.",
    "Type the athlete's name, or clear the row.",
)
MEET_OVER = Rule(
    "R307",
    "meet-over",
    E,
    "The meet on {date} is not ahead of us: today is {today}.",
    "Type the date of the next meet, for example {example}, or clear it.",
)
START_AFTER_MEET = Rule(
    "R308",
    "start-after-meet",
    E,
    "The meet on {date} is not after the start on {start}.",
    "Let the plan start earlier, or check both dates.",
)
MEET_UNKNOWN = Rule(
    "R309",
    "meet-unknown",
    E,
    'There is no meet "{found}" in the Meets sheet, and it is not a date.',
    "{near}Type a date such as 2027-03-13, or the name of a meet of the Meets sheet.",
)
MEET_FOR_NOBODY = Rule(
    "R311",
    "meet-for-nobody",
    W,
    '"{found}" is neither an athlete nor a group; it counts for no one.',
    "{near}Type an athlete or a group, or leave it empty for everyone.",
)
MEET_WITHOUT_DATE = Rule(
    "R312",
    "meet-without-date",
    E,
    "This meet has no date.",
    "Type the date of the meet, for example 2027-03-13.",
)
WEEK_WITHOUT_DAY = Rule(
    "R313",
    "week-without-day",
    E,
    "This line of the week names no day.",
    "Type Mon, Tue, Wed, Thu, Fri, Sat or Sun.",
)
WEEK_WITHOUT_EXERCISE = Rule(
    "R314",
    "week-without-exercise",
    E,
    "This line of the week names no exercise.",
    "Type what is done, for example Paused squat.",
)
WEEK_LIFT_UNKNOWN = Rule(
    "R315",
    "week-lift-unknown",
    W,
    'Nobody has a max for "{found}"; this line of the week is left out.',
    "{near}Add the max, name a lift of the maxes, or give sets x reps if it is assistance.",
)
WEEK_WITHOUT_RATIO = Rule(
    "R316",
    "week-without-ratio",
    E,
    '"{exercise}" is a variation of {lift} and has no ratio.',
    "Type its max as a share of the {lift} max, for example 85%.",
)
WEEK_FOR_NOBODY = Rule(
    "R317",
    "week-for-nobody",
    W,
    '"{found}" is neither an athlete nor a group; it counts for no one.',
    "{near}Type an athlete or a group, or leave it empty for everyone.",
)
WEEK_DOSE_UNUSED = Rule(
    "R318",
    "week-dose-unused",
    N,
    '"{found}" was not used: the method sets the sets and reps of the lifts.',
    "Clear it, or clear the lift to have the line printed as assistance.",
)
DETAIL_TWICE = Rule(
    "R319",
    "detail-twice",
    W,
    '{what} is "{second}" here and "{first}" in {other}; the first was taken.',
    "Keep one of the two.",
)
DAYS_MISMATCH = Rule(
    "R320",
    "days-mismatch",
    W,
    "{name} trains {sessions} times a week but names {days} training days; the days were taken.",
    "Make the two agree, or clear Sessions.",
)

MEETS_SAME_DAY = Rule(
    "R321",
    "meets-same-day",
    W,
    "Two meets for the same lifters are on {date}: {first} and {second}; {first} was taken.",
    "Delete one of them, or name in its Athletes column who lifts there.",
)
MEET_DONE = Rule(
    "R322",
    "meet-done",
    N,
    "{meet} on {date} is over and was left out.",
    "Delete its row, or type the next date.",
)
MEET_LATER = Rule(
    "R323",
    "meet-later",
    N,
    "The season ends with {meet} on {date}; {later} on {after} comes after it and is not planned.",
    "Make a new plan after that meet, or give the later one priority A to plan up to it.",
)
MEET_TOO_EARLY = Rule(
    "R324",
    "meet-too-early",
    W,
    "{meet} on {date} is not after the start of {name} on {start}; it is left out.",
    "Let the plan start earlier, or delete the meet.",
)
DAY_OFF_WITHOUT_DATE = Rule(
    "R325",
    "day-off-without-date",
    E,
    "This line of the calendar has no first day.",
    "Type the day under From, for example 2027-02-08.",
)
DAY_OFF_REVERSED = Rule(
    "R326",
    "day-off-reversed",
    E,
    "The last day, {last}, is before the first, {first}.",
    "Swap the two days, or clear To for a single day.",
)
DAY_OFF_FOR_NOBODY = Rule(
    "R327",
    "day-off-for-nobody",
    W,
    '"{found}" is neither an athlete nor a group; these days off count for no one.',
    "{near}Type an athlete or a group, or leave it empty for everyone.",
)

BOMBED = Rule(
    "R342",
    "no-result",
    N,
    "{found} as a meet result is no lift: it was failed, or not contested.",
    "Type the best lift that counted, if there was one; else leave the cell empty.",
)
KIND_CHOSEN = Rule(
    "R343",
    "kind-chosen",
    N,
    "{athlete} has two numbers for {lift}: planned from the {kind}, {found}, not from the "
    "{other_kind} in {other}.",
    "Delete the one that does not count, or leave both: the plan is made either way.",
)
UNLABELLED = Rule(
    "R344",
    "unlabelled",
    W,
    "{found} stands among the maxes, but nothing says which lift it is.",
    'Write its lift beside it, or add `--map "squat={cell}"`; delete it if it is no max.',
)
TAKEN_AS_MAX = Rule(
    "R341",
    "taken-as-maxes",
    W,
    "Nothing says what the numbers for {lifts} are; they are read as maxes (1RM).",
    'If they are not, say so above them: "Training max", "Working weight", "5RM".',
)
MAYBE_MAX = Rule(
    "R340",
    "maybe-a-max",
    E,
    '{found} stands beside "{lift}", but nothing says that it is a max.',
    'If it is one, write 1RM above it, or add `--map "{lift}={cell}"`.',
)
WEEK_LIFT_NOT_THEIRS = Rule(
    "R328",
    "week-lift-not-theirs",
    W,
    "{who} has no {lift} max; this line of the week is left out.",
    "Add the max, or write under For whom the line is for.",
)
WEEK_WINS = Rule(
    "R329",
    "week-wins",
    N,
    "{name} trains on the days of the Week sheet, {days}; the training days {found} are not used.",
    "Change the days in the Week sheet, or delete its lines with a lift.",
)

# --- P: the plan -----------------------------------------------------------------------------

MEET_PAST = Rule(
    "P401",
    "meet-in-the-past",
    E,
    "The meet of {athlete} is on {meet}, which is not after today ({today}).",
    "Type the date of the next meet, for example {example}, or leave it empty.",
)
MEET_BEFORE_START = Rule(
    "P402",
    "meet-before-start",
    E,
    "The season of {athlete} starts on {start}, but the meet is on {meet}.",
    "Start before the meet, or type a later meet.",
)
SEASON_TOO_LONG = Rule(
    "P403",
    "season-too-long",
    E,
    "The meet of {athlete} on {meet} is {weeks} weeks away; a season has {most} at most.",
    "Check the year of the meet and of the start.",
)
SEASON_SHORT = Rule(
    "P404",
    "season-short",
    N,
    "{athlete} has {weeks} before the taper: {given_up}.",
    "Start earlier for a full rotation, or plan for a later meet.",
)
BAR_TOO_HEAVY = Rule(
    "P405",
    "bar-too-heavy",
    W,
    "The {bar} {unit} bar is {percent} of the {lift} max of {athlete} ({max} {unit}): "
    "no light set can be loaded, so the lift is left out.",
    "Give a lighter bar in Settings, for example Bar ({unit}) {lighter}.",
)
NO_HEAVY_DAY = Rule(
    "P406",
    "no-heavy-day",
    N,
    "{athlete} does not train {lift} {low} to {high} days before the meet; "
    "the last heavy session is {when}.",
    "Add a training day there if the lifter can come.",
)
GOAL_FAR = Rule(
    "P407",
    "goal-far",
    W,
    "The {lift} goal of {athlete} ({goal} {unit}) is {gain} above the max ({max} {unit}); "
    "attempts are planned for {planned} {unit}.",
    "Keep the goal as a dream on the card, or type one within {most} of the max.",
)
CANNOT_LOAD = Rule(
    "P408",
    "cannot-load",
    W,
    "{lift} of {athlete} asks for {load} {unit}, which the plates in Settings cannot make.",
    "Add plates (or pairs) in Settings, or expect a lighter bar that day.",
)
NEW_LIFT_ONCE = Rule(
    "P409",
    "new-lift-once",
    W,
    "{lift} is new to {athlete}, who trains {days} day a week; a new lift needs two sessions.",
    "Give {athlete} at least two training days.",
)
COARSE_STEP = Rule(
    "P410",
    "coarse-step",
    N,
    "For {athlete} a step of {step} {unit} is {percent} of the {lift} max ({max} {unit}): "
    "loads jump.",
    "Smaller plates in Settings would let the lift grow evenly.",
)
NOT_IN_WEEK = Rule(
    "P411",
    "not-in-week",
    W,
    "{lift} of {athlete} has a max, but no line in the Week sheet, so it is not planned.",
    "Add a line for it to the Week sheet, or delete the lines of all lifts to let the "
    "method place them.",
)
STILL_LEARNING = Rule(
    "P412",
    "still-learning",
    N,
    "{lift} is still being learned when the {end} of {athlete} comes: it stays at or below "
    "{percent}, without a heavy single.",
    "Type experienced in the Stage column if the lifter knows the lift.",
)
NOTHING_LEFT = Rule(
    "P413",
    "nothing-to-plan",
    W,
    "There is nothing to plan for {athlete}: {why}.",
    "Give at least one lift with a max and one training day before the meet.",
)
TAPER_OFF = Rule(
    "P414",
    "taper-off",
    W,
    "The taper of {athlete} cuts {what} by {cut}{rise}; {low} to {high} is wanted: {why}.",
    "More weeks or more training days before the meet leave more room.",
)

MEETS_CROWDED = Rule(
    "P417",
    "meets-crowded",
    W,
    "{athlete} has two A meets within a taper: {meet} is {days} days before {following}, and "
    "{needed} are needed. {following} gets the taper, {meet} is trained through.",
    "Make one of them a B or C meet in the Priority column of Meets.",
)
TAPER_TOO_LONG = Rule(
    "P418",
    "taper-too-long",
    W,
    "A taper of {days} days is longer than the season of {athlete} ({season} days); "
    "{shorter} days are planned.",
    "Start earlier, or choose a shorter taper.",
)
DAY_LOST = Rule(
    "P419",
    "day-lost",
    N,
    "{athletes}: {what}.",
    "Free another day in those weeks, or leave it: the plan goes on as it is.",
)
EVE_LOST = Rule(
    "P429",
    "eve-lost",
    N,
    "{athletes}: {what}. Nothing is trained on the day before a meet.",
    "Nothing needs doing; another training day in those weeks would bring the session back.",
)
LONG_BREAK = Rule(
    "P424",
    "long-break",
    N,
    "{athletes}: {days} days without training ({off}). Training begins again with {weeks}: about "
    "{share} of the usual sets, nothing heavy.",
    "If they train elsewhere in those days, shorten the days off in Calendar.",
)
BREAK_LATE = Rule(
    "P425",
    "break-late",
    W,
    "{athletes}: {days} days without training ({off}) last until {until}; there is no room "
    "for an easy week, and what follows stays as it would be.",
    "Shorten the days off in Calendar, move the end of the season, or judge the first heavy "
    "session and the opener on the day.",
)
DAY_OFF_AT_MEET = Rule(
    "P426",
    "day-off-at-meet",
    W,
    "{athletes}: {off} lies over {meet} on {day}; the meet stays in the plan.",
    "Shorten the days off in Calendar, or correct the date of the meet.",
)
NO_TEST = Rule(
    "P427",
    "no-test",
    W,
    "{athletes}: {lifts} not tested, because {off} takes the day in the test week.",
    "Shorten the days off in Calendar, or give the season a week more or less in Settings "
    "(Season weeks).",
)
MEETS_CLOSE = Rule(
    "P428",
    "meets-close",
    W,
    "{athletes}: {first} is {days} {second}; full attempts are planned at both, and nothing is "
    "trained between them.",
    "Decide which of them counts: take openers only at the other, lift other lifts there, or "
    "delete its row in Meets.",
)
LESS_OFTEN = Rule(
    "P432",
    "less-often",
    N,
    "{athlete} has {count} lifts for {days}: {lifts}.",
    "Give more training days, or priority A to what matters most and C to the rest.",
)
CROWDED_SESSION = Rule(
    "P433",
    "crowded-session",
    W,
    "{athlete} has {sets} work sets of {lifts} on {when}{more}: that is longer than two hours.",
    "Give more training days, or {cure}.",
)
OPTION_WINS = Rule(
    "P415",
    "option-wins",
    N,
    "The command's --{option} {value} is used instead of what the book says for {names}.",
    "Leave the option out to keep what the book says.",
)
DAYS_IN_WEEK = Rule(
    "P430",
    "days-in-week",
    N,
    "The Week sheet says on which days its lifts are trained; --days {value} does not move them.",
    "Change the days in the Week sheet, or delete its lines with a lift.",
)
SEASON_OVER = Rule(
    "P420",
    "season-over",
    W,
    "The season of {athlete} starts on {start} and ends on {end}: all of it is over (today is "
    "{today}).",
    "Type a start that is ahead of us, or clear it to start next Monday.",
)
NO_SEASON = Rule(
    "P416",
    "no-season",
    E,
    "No athlete of this book can be planned.",
    "The other findings say why; mend those first.",
)

# --- P5: the review. Its checks are rows of policy/checks.toml; here is what reading may find. ---

NO_PLAN_TABLE = Rule(
    "P593",
    "no-plan-table",
    E,
    "There is no plan in this file: no table with the columns date, lift, sets and reps.",
    "Give plan.csv or plan.xlsx from a plan's folder, or a table with the column names of "
    "plan.csv. A roster is looked at with `periodize check`.",
)
PLAN_ROW_LOST = Rule(
    "P594",
    "plan-row-lost",
    W,
    'This row was not looked at: its {column} cannot be read ("{found}").',
    "Type a date as 2027-03-13, sets and reps as whole numbers.",
)
LOAD_AND_PERCENT = Rule(
    "P595",
    "load-and-percent",
    N,
    "{load} {unit} and {percent} of the max do not go together in the {lift} of {athlete}; "
    "the load was taken, which is {real}.",
    "If the percentage is meant, correct the load beside it.",
)

# --- O: the output ---------------------------------------------------------------------------

CANNOT_WRITE = Rule(
    "O503",
    "cannot-write",
    E,
    "Nothing could be written to {folder}: {why}.",
    "Close the files of that folder where they are open, or give another folder.",
)
FILE_EXISTS = Rule(
    "O504",
    "file-exists",
    E,
    "{name} is already there and is never overwritten.",
    "Type another name, for example {other}.",
)
NOT_XLSX = Rule(
    "O505",
    "not-xlsx",
    E,
    "{name} would not open in Excel: a new workbook ends in .xlsx.",
    "Type {other}.",
)
COPY_SUFFIX = Rule(
    "O606",
    "copy-suffix",
    E,
    "{name} would not open in Excel: the annotated copy of this book ends in {suffix}.",
    "Type {other}.",
)
BOOK_SIGNED = Rule(
    "O607",
    "book-signed",
    E,
    "The workbook carries a digital signature, which a note in a copy would break; no copy was "
    "written.",
    "Save a copy in Excel under another name, which drops the signature, and annotate that.",
)
VALUES_ONLY = Rule(
    "O608",
    "values-only",
    N,
    "The annotated copy holds the values of {name} only: no formulas, colours or pictures.",
    "Mend {name} itself. Saved in Excel as a workbook (.xlsx), it is annotated as it is.",
)
NOTE_LEFT_OUT = Rule(
    "O609",
    "note-left-out",
    N,
    "This cell has a conversation of comments: in the annotated copy it has a colour but no note.",
    "What was found there stands on the last sheet of the copy.",
)
NO_PDF = Rule(
    "O501",
    "no-pdf",
    W,
    "The PDF could not be made: neither plutoprint nor a browser of the Chromium family is here.",
    "Open cards.html in a browser and print it: the pages are the same.",
)
NO_GLYPH = Rule(
    "O502",
    "no-glyph",
    W,
    'The cards have no font of their own for "{chars}" in "{text}".',
    "Look at the printed cards: the reader's own fonts must draw these characters. "
    "If they show as boxes, write the name in another spelling.",
)

ALL: dict[str, Rule] = {
    rule.code: rule for rule in list(globals().values()) if isinstance(rule, Rule)
}
"""Every rule by its code."""
