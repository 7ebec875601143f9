"""What a line looks like by itself, as bits of one number: a million lines, a million numbers."""

# The line alone decides the kind: its neighbours are not asked.
BLANK = 1 << 0
NOISE = 1 << 1  # an address, a line of copyright, or not a letter in it: boilerplate
BYLINE = 1 << 2  # who wrote it, or when
CREDIT = 1 << 3  # who made the picture
SETTLED = BLANK | NOISE | BYLINE | CREDIT

# What the neighbours are asked about.
SENTENCE = 1 << 4  # ends as a sentence does
OPEN = 1 << 5  # ends in a comma or a colon, and goes on below
UNTITLED = 1 << 6  # ends as no title does, in 。；，、：
BULLET = 1 << 7
ENUMERATED = 1 << 8  # 第一章, （三）, 2.1
CREDITED = 1 << 9  # carries a photo credit
LABELLED = 1 << 10  # carries ▲, 圖：, 圖3/7
TRUNCATED = 1 << 11  # ends in an ellipsis
STAMPED = 1 << 12  # carries a date stamp
MACHINE = 1 << 13  # an address or a line of copyright
NAVIGATION = 1 << 14  # a button or a menu
CHANNEL = 1 << 15  # the name of a section of a site, which may as well be a heading
MARKUP = 1 << 16  # tags without a word of text
TAGGED = 1 << 17  # a tag or an address somewhere in it
RELATED = 1 << 18  # 相關新聞 and its like: teasers stand below
GALLERY = 1 << 19  # 更多相片: captions stand below
COUNTER = 1 << 20  # 3 / 9: the number of a picture
TALLY = 1 << 21  # 讚 1.2K, 留言 3
MOMENT = 1 << 22  # a date or a time and nothing else
FIELD = 1 << 23  # a short label, a colon and what it says: 地點：會議室3
ENCLOSED = 1 << 24  # in brackets from end to end
POSED = 1 << 25  # （左二）: who stands where in a picture
NUMBERED = 1 << 26  # begins with a digit
CONTENTS = 1 << 27  # ends in dots and the number of a page
