"""Indicator phrases: the noun phrase measured, cut out of the words around a quantity."""

from __future__ import annotations

import re

from canbo.ontology import table

_WORDS = table("measures")


def _words(key: str) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(_WORDS[key], key=len, reverse=True))


_OPENER = re.compile(rf"[\s,:\"'-]*(?:{_words('openers')})(?=[\s,:]|$)[\s,:]*", re.IGNORECASE)
_SUBJECT = re.compile(rf"\s*(?:các\s+)?(?:(?:{_words('subjects')})(?!\w)\s*(?:và\s+)?)+", re.IGNORECASE)
_START = re.compile(rf"(?<!\w)(?:{_words('actions')}|{_words('heads')})(?!\w)", re.IGNORECASE)
_ACTION = re.compile(rf"(?<!\w)(?:{_words('actions')})(?!\w)", re.IGNORECASE)
_HEAD = re.compile(rf"(?:{_words('heads')})(?!\w)", re.IGNORECASE)
# "Biên phòng tỉnh đã cứu 27 ngư dân": who did it stands before
_DONE = re.compile(rf"\s(?:đã|đang)\s+(?=(?:{_words('actions')})(?!\w))", re.IGNORECASE)
_RATE = re.compile(rf"(?:{_words('rates')})", re.IGNORECASE)
_WORK = re.compile(rf"(?:{_words('works')})", re.IGNORECASE)
_TAIL_STOP = re.compile(_WORDS["tail_stops"], re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:\s|^)(?:(?:trong|của|tính|đến|hết|ngay|cả|vào|cuối|đầu)\s+)*"
    r"(?:năm (?:19|20)\d\d|\d{1,2} tháng$"
    r"|\d{1,2} tháng(?: (?:qua|nay)(?!\w))?(?= \w)(?! (?:tuổi|đầu|cuối|trở|sau|trước))"
    r"|\d{1,2} tháng (?:đầu|cuối)(?: của)? năm(?: \d{4})?"
    r"|(?:quý|tháng) (?:[IV]+|\d{1,2})\b(?:\s*[-/]\s*\d{4}| năm \d{4})?"
    r"|(?<=đến )\d{1,2}/\d{1,2}(?= |$)|ngày \d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?|năm học \d{4}\s*-\s*\d{4}"
    r"|giai đoạn \d{4}(?:\s*-\s*\d{4})?|hiện nay|năm nay|năm qua)",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:\s(?:từ|đến|với|cho|của|và|là|được|trong|trên|về|đã|có|các|những|cùng|tại|theo|hoặc|lên|tới|số tiền"
    r"|được giao))+$",
    re.IGNORECASE,
)
_WHY = re.compile(r"\s(?:do|vì|bởi|nhờ)\s", re.IGNORECASE)
_MAX_HEAD = 14
_MAX_TAIL = 14
_MAX_LABEL = 22  # the name of a programme
_EDGE = " \t,;:.-–()'+*•=/"


def head_phrase(head: str) -> str:
    """Return the noun phrase in the words before a quantity, or an empty string where they are only frame.

    Adverbs, periods and the subject go (`Trong quý, toàn Đảng bộ kết nạp` is `kết nạp`); a long lead-in is cut
    to where an indicator begins.
    """
    text = _RECKONED.sub("", head)
    if len(said := _SPEAKS.sub("", text)) > 1:
        text = said
    text = _openers(_tidy_edge(_PERIOD.sub(" ", text)))
    behind = _behind_subject(text)
    if behind == len(text):
        return ""
    if behind and (start := _START.search(text, behind)) is not None:
        text = _openers(text[start.start() :])
    if not _HEAD.match(text) and not _ACTION.match(text) and (done := _DONE.search(text)) is not None:
        text = text[done.end() :]
    words = text.split()
    if len(words) > _MAX_HEAD and (why := _WHY.search(text)) is not None:
        words = text[: why.start()].split()  # "số người vắng mặt dài ngày do đi làm ăn xa chiếm 31%"
        text = " ".join(words)
    if len(words) > _MAX_HEAD:
        text = " ".join(words[-_MAX_HEAD:])
        start = _START.search(text)
        text = text[start.start() :] if start is not None else text
    text = _tidy(text)
    return "" if text.lower() in _EMPTY else text


_RECKONED = re.compile(rf"\s*\((?:{_WORDS['reckoned']})[^()]*\)", re.IGNORECASE)
# "đồng chí Lượng cho biết 6 tháng qua GRDP", "Trưởng Công an xã báo cáo 9 tháng phạm pháp hình sự"
_SPEAKS = re.compile(
    rf"^.*(?<!\w)(?:{_WORDS['speaks']}"
    r"|(?<=\w )(?<!tổng số )(?<!trình bày )báo cáo(?: thêm)?(?= (?:\d|năm|trong|tổng|tỷ lệ)))(?=[\s:,])[\s:,]*",
    re.IGNORECASE,
)
_EMPTY = frozenset(_WORDS["empty"])
_NO_LABEL = re.compile(_WORDS["no_label"], re.IGNORECASE)
# "Mặt chưa đạt là giải ngân vốn đầu tư công, …"
_WEAK_POINT = re.compile(r"^.*(?<!\w)(?:mặt|khâu|điểm|hạn chế|khó khăn|chỉ tiêu)(?!\w)[^,]{0,30}\slà\s", re.IGNORECASE)
_SPEAKER = re.compile(r"(?:ông|bà|anh|chị|đồng chí|đ/c) (?-i:[A-ZĐÀ-Ỹ])", re.IGNORECASE)
_LEAD_STOP = re.compile(
    r"\s(?:(?:đều|đã|chưa|không|được|cơ bản|tiếp tục|luôn)\s+)*"
    r"(?:đạt|chiếm|tăng|giảm|giữ|ổn định|hoàn thành|thực hiện|phát triển"
    r"|duy trì|có|quan tâm|như sau|sau|gồm|đề ra|bảo đảm|đảm bảo)(?!\w)",
    re.IGNORECASE,
)


def lead_phrase(lead: str) -> str:
    """Return the subject that the clauses before, which have no figure, speak of.

    `tai nạn giao thông giảm trên cả ba mặt,` gives `tai nạn giao thông`.
    """
    text = _WEAK_POINT.sub("", re.sub(r"\([^()]*\)", "", lead).rstrip(" :(,;"))
    parts = [cut for part in text.split(",") if (cut := _cut_lead(part))]
    return next((part for part in reversed(parts) if is_head(part)), parts[-1] if parts else "")


def listed_phrase(lead: str, head: str) -> str:
    """Return what the words before a comma begin, where the ones behind it only go on: `đàn dê, cừu hơn 28.000 con`."""
    part = re.split(r"[,;:(]", lead.rstrip(" ,"))[-1]
    if is_head(head) or starts_with_action(head) or len(head.split()) > 4 or head[:1].isupper():
        return ""
    phrase = head_phrase(part)
    if _LEAD_STOP.search(part) or not (is_head(phrase) or starts_with_action(phrase)) or len(phrase.split()) < 2:
        return ""
    return phrase


def label_phrase(lead: str) -> str:
    """Return the indicator that a label names (`Thu nộp đảng phí:`), or an empty string where it names none."""
    text = re.sub(r"\([^()]*\)", "", lead).strip(_EDGE + "*+•")
    if _SPEAKER.match(text):
        return ""  # "Bà Sương thì trăn trở: cả huyện chỉ có 31 bác sĩ"
    if len(text.split()) > _MAX_LABEL or _NO_LABEL.search(text):
        return ""
    return head_phrase(text)


def _cut_lead(part: str) -> str:
    stop = _LEAD_STOP.search(part)
    phrase = head_phrase(part[: stop.start()] if stop is not None else part)
    return phrase if len(phrase.split()) > 1 else ""


def is_rate_list(lead: str) -> bool:
    """Tell whether a comma stands inside the indicator: `tỷ lệ thôn, bản đạt chuẩn văn hóa`."""
    text = _openers(lead.strip(_EDGE))
    return 0 < len(text.split()) <= 8 and _RATE.match(text) is not None and _LEAD_STOP.search(text) is None


# "xã đạt chuẩn nông thôn mới 5/6 xã": the unit is what is counted
_STANDARD = re.compile(
    r"(?:xã|phường|huyện|thôn|bản|đơn vị|cơ quan) (?:được công nhận |đã )?(?:đạt chuẩn|về đích|nông thôn mới|chưa)",
    re.I,
)


def _behind_subject(text: str) -> int:
    """Return where the unit or body at the start of `text` and its name end (`huyện Ngân Sơn`), 0 without one."""
    if _HEAD.match(text) or _STANDARD.match(text):
        return 0
    subject = _SUBJECT.match(text)
    end = subject.end() if subject is not None else 0
    names = 0
    for word in re.finditer(r"\S+\s*", text[end:]):
        if not word.group()[0].isupper():
            break
        names += 1
    name_end = end + sum(len(w) for w in re.findall(r"\S+\s*", text[end:])[:names])
    if subject is None:
        return name_end if names > 1 else 0
    return name_end if name_end > end else end


def _tidy_edge(text: str) -> str:
    """Strip marks at both ends, save a bracket that closes one: `tổng sản phẩm (GRDP)`."""
    text = text.strip(_EDGE)
    return f"{text})" if text.count("(") > text.count(")") else text


def _openers(text: str) -> str:
    while text and (opener := _OPENER.match(text)) is not None and opener.end():
        if _HEAD.match(text) and not re.match(r"số\s+\d", text):
            break
        text = text[opener.end() :]
    return _tidy_edge(text)


def tail_phrase(behind: str) -> str:
    """Return the noun phrase right behind a quantity: `đồng bào thiếu đất ở` of `214 hộ đồng bào thiếu đất ở`."""
    stop = _TAIL_STOP.search(f" {behind.lstrip()}" if behind[:1].isspace() else behind)
    if stop is not None:
        offset = 0 if not behind[:1].isspace() else len(behind) - len(behind.lstrip()) - 1
        behind = behind[: max(0, stop.start() + offset)]
    return _tidy(" ".join(behind.split()[:_MAX_TAIL]))


def _tidy(text: str) -> str:
    text = _tidy_edge(_PERIOD.sub(" ", " ".join(text.split())))
    if text.count('"') % 2:
        text = text.replace('"', "").strip(_EDGE)
    text = _TRAILING.sub("", text)
    for short, full in _WORDS["short_forms"].items():
        text = re.sub(rf"(?<!\w){short}(?!\w)", full, text)
    if text[:1].isupper() and not text[:2].isupper():
        text = text[0].lower() + text[1:]
    return " ".join(text.split())


def is_rate(phrase: str) -> bool:
    """Tell whether a percentage is the level of this indicator (`tỷ lệ hộ nghèo`)."""
    return _RATE.match(phrase) is not None


def is_work(phrase: str) -> bool:
    """Tell whether a bare percentage of this indicator is one of its plan (`trồng rừng`)."""
    return _WORK.match(phrase) is not None


def is_head(phrase: str) -> bool:
    """Tell whether the phrase begins like an indicator (`tổng thu ngân sách`)."""
    return _HEAD.match(phrase) is not None


def has_action(phrase: str) -> bool:
    """Tell whether the phrase has a verb that makes a count a result (`kết nạp`)."""
    return _ACTION.search(phrase) is not None


def opening_action(phrase: str) -> str:
    """Return the verb that opens the phrase (`kiểm tra` of `kiểm tra tổ chức đảng`), or an empty string."""
    match = _ACTION.match(phrase)
    return match.group() if match is not None else ""


def starts_with_action(phrase: str) -> bool:
    """Tell whether the phrase begins with such a verb."""
    return _ACTION.match(phrase) is not None
