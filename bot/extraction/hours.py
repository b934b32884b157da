"""Hours of the clock named in a sentence: 22:45, 22.45 where a word says so, 22 h 50, 10:45 p.m.

Hours are found before days, so that their figures are taken and count as neither days nor people.
"""

from bot.extraction.datescan import Scan, TimeMention


def find_hours(scan: Scan) -> list[TimeMention]:
    """Every hour with its minutes, on the clock of 24 hours; their tokens are taken."""
    words, found = scan.words, []
    for index in scan.digits:
        if index + 2 >= len(words) or not words[index].isdigit() or len(words[index]) > 2:
            continue
        last = 0
        sign = words[index + 1]
        glued = scan.sentence.glued(index + 1) and scan.sentence.glued(index + 2)
        minutes = words[index + 2]
        if sign in ":." and glued and len(minutes) == 2 and minutes.isdigit():
            if sign == ":" or (sign == "." and scan.marked("time_at", index) and not _date_like(scan, index)):
                last = index + 3
        else:
            hour = scan.starts("hour_word", index + 1)
            if hour and hour.last + 1 < len(words) and scan.starts("minute_word", hour.last + 1):
                minutes, last = words[hour.last], hour.last + 2
            elif hour and _minutes_alone(scan, hour.last):
                minutes, last = words[hour.last], hour.last + 1
        if not last or not minutes.isdigit() or int(words[index]) > 23 or int(minutes) > 59:
            continue
        if scan.sentence.glued(index) and index and words[index - 1] in ":/":
            continue
        value = int(words[index])
        if (scan.starts("pm", last) or scan.marked("pm", index)) and 1 <= value <= 11:
            value += 12
        elif (scan.starts("am", last) or scan.marked("am", index)) and value == 12:
            value = 0
        found.append(TimeMention(index, last, f"{value:02d}:{int(minutes):02d}"))
        scan.taken.update(range(index, last))
    return found


def _minutes_alone(scan: Scan, index: int) -> bool:
    """Whether two digits behind the word for hour are minutes without a word of their own: 22 h 50."""
    words = scan.words
    if index >= len(words) or len(words[index]) != 2 or not words[index].isdigit():
        return False
    return index + 1 not in scan.counted


def _date_like(scan: Scan, index: int) -> bool:
    """Whether digits at ``index`` go on as a third group: 18.01.2026."""
    return index + 3 < len(scan.words) and scan.words[index + 3] == "." and scan.sentence.glued(index + 3)
