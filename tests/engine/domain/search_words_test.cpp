#include "engine/domain/text/search_words.h"

#include "tests/support/cpu_time.h"
#include "tests/support/test_registry.h"

namespace tongdai {

using namespace Qt::StringLiterals;

class SearchWordsTest : public QObject {
    Q_OBJECT
private slots:
    void aTextIsFoundByFoldedAndByExactWords()
    {
        QCOMPARE(searchWordsOf(u"Đặt lịch, đi 2 áo!"), (QStringList{u"dat"_s, u"_d9a8t_5"_s, u"lich"_s, u"_lich_5"_s,
                                                                    u"di"_s, u"_d9i_"_s, u"2"_s, u"ao"_s, u"_ao_1"_s}));
    }
    void eachWordCountsOnce() { QCOMPARE(searchWordsOf(u"áo ÁO áo ao"), (QStringList{u"ao"_s, u"_ao_1"_s})); }
    void composedAndDecomposedAreTheSame()
    {
        const QString text = u"Nguyễn Thị Hường đặt trước"_s;
        QCOMPARE(searchWordsOf(text.normalized(QString::NormalizationForm_D)),
                 searchWordsOf(text.normalized(QString::NormalizationForm_C)));
    }
    void oldAndNewTonePlacementAreTheSameExactWord()
    {
        QCOMPARE(searchWordsOf(u"hoà thuý"), searchWordsOf(u"hòa thúy"));
        QVERIFY(searchWordsOf(u"hoà") != searchWordsOf(u"hoá"));
    }
    void aLineOfMarksCostsNoMoreThanAnother()
    {
        const QString text = u"đặt "_s + u"\u0301\u0323"_s.repeated(15'500) + u" hàng"_s;
        const testing::CpuTime cpu;
        QVERIFY(searchWordsOf(text).contains(u"hang"_s));
        QVERIFY(searchWordsTyped(text).folded.contains(u"hang"_s));
        QVERIFY2(cpu.spent() < 1000, qPrintable(QString::number(cpu.spent())));
    }
    void otherWritingsKeepTheirLetters() { QCOMPARE(searchWordsOf(u"кофе 咖啡"), (QStringList{u"кофе"_s, u"咖啡"_s})); }
    void signsAndEmojiAreNoWords() { QVERIFY(searchWordsOf(u" — 😀 ?! _ % \" * ").isEmpty()); }
    void noWordOfATextHasTheSignOfOurs()
    {
        for (const QString& word : searchWordsOf(u"_r0 a_b __x"))
            QVERIFY2(!word.contains(u'_'), qPrintable(word));
    }
    void aLongWordIsCutLikeItsQuestion()
    {
        const QString longWord(500, u'a');
        QCOMPARE(searchWordsOf(longWord), QStringList{QString(kMaxSearchWord, u'a')});
        QCOMPARE(searchWordsTyped(longWord).folded, searchWordsOf(longWord));
    }
    void aQueryWithoutMarksAsksForNoExactWords()
    {
        const SearchWords typed = searchWordsTyped(u"dat lich");
        QCOMPARE(typed.folded, (QStringList{u"dat"_s, u"lich"_s}));
        QVERIFY(typed.exact.isEmpty());
        QVERIFY(typed.lastIsPrefix);
    }
    void aQueryWithMarksAsksForThem()
    {
        const SearchWords typed = searchWordsTyped(u"đặt lich ");
        QCOMPARE(typed.exact, (QStringList{u"_d9a8t_5"_s, u"lich"_s}));
        QVERIFY(!typed.lastIsPrefix);
    }
    void aTextHoldsTheWordsAsTheStoresFindThem()
    {
        const auto holds = [](const QString& text, const QString& query) {
            return holdsWords(text, searchWordsTyped(query));
        };
        QVERIFY(holds(u"Em muốn đặt lịch hẹn"_s, u"hen dat li"_s));
        QVERIFY2(!holds(u"Em muốn đặt lịch hẹn"_s, u"dat li "_s), "nothing may grow behind a space");
        QVERIFY(!holds(u"Em muốn đặt lịch hẹn"_s, u"dat ngay"_s));
        QVERIFY2(!holds(u"lịch"_s, u"l"_s) && holds(u"l lịch"_s, u"l"_s), "one letter is a word of its own");
        QVERIFY(holds(u"hoà"_s.normalized(QString::NormalizationForm_D), u"hòa"_s));
        QVERIFY(!holds(u"đặt"_s, u" "_s));
    }
    void markedWordsAreOfTextsWithTheVeryMarks()
    {
        const SearchWords marked = markedWordsOf(searchWordsTyped(u"đặt lich"));
        QVERIFY(holdsWords(u"Lịch đặt", marked));
        QVERIFY(!holdsWords(u"lich dat", marked) && !holdsWords(u"đất lịch", marked));
        QVERIFY2(!holdsWords(u"đặt lichen", marked), "the marks of half a word are not there yet");
        QVERIFY(markedWordsOf(searchWordsTyped(u"dat lich")).isEmpty());
    }
    void rawTelexIsReadWhereItLooksLikeIt()
    {
        QCOMPARE(searchWordsOfTelex(u"ddawtj lichj").folded, (QStringList{u"dat"_s, u"lich"_s}));
        QCOMPARE(searchWordsOfTelex(u"ddoor nuowcs").folded, (QStringList{u"do"_s, u"nuoc"_s}));
        QVERIFY(searchWordsOfTelex(u"con hang khong").isEmpty());
        QVERIFY(searchWordsOfTelex(u"đặt").isEmpty());
    }
};

TONGDAI_TEST(SearchWordsTest)

}  // namespace tongdai

#include "search_words_test.moc"
