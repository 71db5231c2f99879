"""Workbooks as coaches really have them, with the maxes that must be found in them.

The principle is precision first: a wrong max is far worse than a question. A reading that a book
does not mark is a failure, whatever it is; so is a marked one that is missed, or found with another
kind, unit, athlete or cell. What may be read but need not be is marked as such.

    books/A.md ... N.md   the books, by the classes of layout; one Markdown table a sheet
    marks.py              Markdown -> sheets of cells and the truths marked in them (the grammar)
    files.py              sheets -> .xlsx, .csv, .xls, .ods; books moved down, spread out
    scatter.py            random books of every class, and a roster of 18,900 athletes
    score.py              what check_json says, held against the truths

The classes:

    A label/value block          H wide roster
    B label, value, label, value I long list
    C lift names as a header     J set logs and app exports
    D one lift a sheet           K dates as columns, one sheet an athlete
    E a book for a single lift   L several tables, spacer columns
    F unlabelled numbers         M meet results and nominations
    G the toolkit's own book     N negatives: no max in it

All names are invented, and so are the layouts: each says what kind of book it is like.
`python -m tests.corpus` prints the score of every book; `--random 200 --seed 7` of random ones.
"""
