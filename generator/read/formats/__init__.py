"""The formats that publishers already use: a mapping file says what is read as what, and the code beside it applies it.

A mapping file, `<format>.yml`, holds:

    format, title, source   what it is called, and where its standard is described
    sheets                  the worksheets that hold the rows, where their names matter
    reads                   a name of our own for each column, and the headings it goes by, the best first
    headings                of each list of names one must be there (where this is more than the first table `needs`)
    never_read              endings of headings (or paths) that name contact persons: never read, and reported as that
    organisation            in JSON: where an organisation's registered identifier stands; below it is called "org-id"
    tables                  the kinds it yields; the rows of the source are counted in the first

and each table:

    kind                    of the records it gives
    needs                   of each list of names one must be filled, or the row is no record
    once                    a field, or a list of them: one row for each of their values
    each                    in JSON: the steps to the lists whose members are the rows
    fields                  for each field, where its value is taken from

A field is taken from a name (in JSON a path in the row's object, with ../ in the one around it, with / in the release),
from a mapping with the keys below, or from a list of these, of which the first that gives a value counts.

    from      a name or path, or a list of them, of which all must be filled
    join      what stands between the parts where `from` is a list
    is        the same text for every row
    when      only where this name or path is filled
    where     only where this name or path says this text, and nothing else
    matches   only texts of this shape (a regular expression for the whole text)
    values    the words that are translated, compared without case, spaces and punctuation; others are left out
    part      "date" (an instant's day), "slug" (an id made from words) or "digest" (an id that does not repeat them)
    write     the text to write, with {} for what was found
    several   "first" (the default), "only" (nothing where they differ), "single" (nothing where there are two) or "all"
              (joined by semicolons)
    note      said once to the publisher where this was needed
"""
