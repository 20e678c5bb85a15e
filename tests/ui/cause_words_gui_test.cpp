#include "ui/common/words/cause_words.h"

#include "tests/support/test_registry.h"
#include "ui/common/words/language.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// The string literals of a source, those that stand one after the other joined, without those of its comments.
QStringList literalsOf(const QString& path)
{
    QFile file(QStringLiteral(TONGDAI_SOURCE_DIR) + u'/' + path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    QString source = QString::fromUtf8(file.readAll());
    source.remove(QRegularExpression(u"(?m)^\\s*//.*$|^#include.*$"_s));
    source.remove(QRegularExpression(u"u?'(?:[^'\\\\]|\\\\.)'"_s));  // quotes that are letters
    static const QRegularExpression kRun(u"(?:u?\"(?:[^\"\\\\]|\\\\.)*\"(?:_s|_L1)?\\s*)+"_s);
    static const QRegularExpression kPiece(u"\"((?:[^\"\\\\]|\\\\.)*)\""_s);
    QStringList found;
    for (auto runs = kRun.globalMatch(source); runs.hasNext();) {
        QString whole;
        for (auto pieces = kPiece.globalMatch(runs.next().captured()); pieces.hasNext();)
            whole += pieces.next().captured(1);
        found << whole;
    }
    return found;
}

bool isSentence(const QString& literal)
{
    static const QRegularExpression kWords(u"[a-z]{2,} [a-z']{2,}"_s);
    return kWords.match(literal).hasMatch();
}

}  // namespace

/// Causes in the language of the screens.
class CauseWordsTest : public QObject {
    Q_OBJECT
private slots:
    void aMistakeKeepsItsPlaceAndSpeaksVietnamese_data()
    {
        QTest::addColumn<QString>("cause");
        QTest::addColumn<QString>("words");
        QTest::newRow("settings") << u"These settings cannot be used:\n  /home/lan/settings.conf:2: API_PORT must be a "
                                     "whole number from 0 to 65535, not 'abc'\n"_s
                                  << u"Không dùng được các cài đặt sau:\n  /home/lan/settings.conf:2: API_PORT phải là "
                                     "số nguyên từ 0 đến 65535, không phải 'abc'\n"_s;
        QTest::newRow("environment") << u"environment: DEBUG must be true or false, not 'x'"_s
                                     << u"biến môi trường: DEBUG phải là true hoặc false, không phải 'x'"_s;
        QTest::newRow("a placeholder twice")
            << u"s.conf:1: REDIS_HOST leads to r.example without encryption, where everybody on the way can read "
               u"along; "
               "use REDIS_TLS=true, or, on a network of your own, name r.example in CLEARTEXT_HOSTS"_s
            << u"s.conf:1: REDIS_HOST dẫn tới r.example mà không mã hóa, ai ở giữa đường cũng đọc được; hãy dùng "
               "REDIS_TLS=true, hoặc nếu là mạng riêng của bạn, ghi r.example vào CLEARTEXT_HOSTS"_s;
        QTest::newRow("an item of a list")
            << u"s.conf:4: ALLOWED_ORIGINS: 'x' must begin with https:// or http://"_s
            << u"s.conf:4: ALLOWED_ORIGINS: 'x' phải bắt đầu bằng https:// hoặc http://"_s;
        QTest::newRow("a port") << u"Cannot listen on 127.0.0.1 port 8000: The bound address is already in use"_s
                                << u"Không mở được cổng 8000 ở 127.0.0.1: địa chỉ đang được chương trình khác "
                                   "dùng"_s;
        QTest::newRow("a cause of a cause") << u"The history cannot be opened: disk I/O error"_s
                                            << u"Không mở được lịch sử tin nhắn: lỗi đọc ghi ổ đĩa"_s;
        QTest::newRow("not known") << u"FATAL: role \"x%1y\" is not permitted to log in"_s
                                   << u"FATAL: role \"x%1y\" is not permitted to log in"_s;
    }
    void aMistakeKeepsItsPlaceAndSpeaksVietnamese()
    {
        QFETCH(const QString, cause);
        QFETCH(const QString, words);
        Language language;
        language.setChoice(LanguageChoice::Vietnamese);
        QCOMPARE(CauseWords::of(cause), words);
        language.setChoice(LanguageChoice::English);
        QCOMPARE(CauseWords::of(cause), cause);
    }

    /// A platform's own text, in whatever language, is not what stands in a row.
    void aPlatformsReasonIsItsStatus_data()
    {
        QTest::addColumn<QString>("cause");
        QTest::addColumn<QString>("words");
        QTest::newRow("not allowed") << u"status 403: no right"_s << u"nền tảng không cho gửi tin này (HTTP 403)"_s;
        QTest::newRow("without words") << u"status 502"_s << u"nền tảng đang bị lỗi (HTTP 502)"_s;
        QTest::newRow("unreachable") << u"no connection within 3000 ms"_s << u"không kết nối được trong 3000 ms"_s;
        QTest::newRow("cut") << u"the connection ended before the answer was complete"_s
                             << u"mất kết nối khi chưa nhận hết câu trả lời"_s;
        QTest::newRow("held back") << u"held back: the page's limit, 300 in a minute"_s
                                   << u"đang giữ lại: trang chỉ được gửi 300 câu mỗi phút"_s;
        QTest::newRow("its own") << u"(#9999) Something else."_s << u"lý do riêng của nền tảng"_s;
        QTest::newRow("none") << QString() << QString();
    }
    void aPlatformsReasonIsItsStatus()
    {
        QFETCH(const QString, cause);
        QFETCH(const QString, words);
        Language language;
        language.setChoice(LanguageChoice::Vietnamese);
        QCOMPARE(CauseWords::ofPlatform(cause), words);
        language.setChoice(LanguageChoice::English);
        if (!cause.startsWith(u"status"_s)) QCOMPARE(CauseWords::ofPlatform(cause), cause);
    }

    void facebooksNumbersSayWhatToDo_data()
    {
        QTest::addColumn<QString>("cause");
        QTest::addColumn<QString>("part");
        QTest::newRow("another app") << u"status 403: (#10) another app holds the thread"_s << u"ứng dụng khác"_s;
        QTest::newRow("too late") << u"(#10) Tin nhắn này được gửi ngoài khoảng thời gian cho phép."_s << u"quá cũ"_s;
        QTest::newRow("not there") << u"(#551) This person isn't available right now."_s << u"chặn trang"_s;
        QTest::newRow("not connected") << u"status 400: (#200) Requires pages_messaging"_s << u"kết nối lại"_s;
        QTest::newRow("too often") << u"(#613) Calls to this api have exceeded the rate limit."_s << u"quá nhiều"_s;
    }
    void facebooksNumbersSayWhatToDo()
    {
        QFETCH(const QString, cause);
        QFETCH(const QString, part);
        Language language;
        language.setChoice(LanguageChoice::Vietnamese);
        QVERIFY2(CauseWords::ofPlatform(cause).contains(part), qPrintable(CauseWords::ofPlatform(cause)));
        language.setChoice(LanguageChoice::English);
        QVERIFY(CauseWords::ofPlatform(cause) != cause);
    }

    /// What the way to other programs, and tasks, say when they fail.
    void everyCauseOfAFailedTryIsKnown_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("others");
        QTest::newRow("connections") << u"engine/upstream/http_connection.cpp"_s << QStringList{};
        QTest::newRow("answers") << u"engine/upstream/reply_parser.cpp"_s << QStringList{};
        QTest::newRow("pages") << u"engine/upstream/pancake/pages_platform.cpp"_s
                               << QStringList{u"looked for what may have arrived"_s};
        QTest::newRow("orders") << u"engine/upstream/kiotviet/kiotviet_orders.cpp"_s << QStringList{};
        QTest::newRow("making an order") << u"engine/work/desk/make_order.cpp"_s
                                         << QStringList{u"nobody knows whether"_s, u"an order is not in the audit"_s,
                                                        u"what came of an order"_s};
        QTest::newRow("bodies of tasks") << u"engine/work/tasks/task_bodies.cpp"_s << QStringList{};
    }
    void everyCauseOfAFailedTryIsKnown() { everySentenceOfTheStartIsKnown(); }

    /// Whatever the start says is known here, in the words it says it with.
    void everySentenceOfTheStartIsKnown_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("others");  // what is no cause
        QTest::newRow("settings") << u"app/settings/settings_reader.cpp"_s << QStringList{u"command line --"_s};
        QTest::newRow("what settings say together") << u"app/settings/settings.cpp"_s << QStringList{};
        QTest::newRow("pages") << u"app/settings/page_settings.cpp"_s << QStringList{};
        QTest::newRow("lines") << u"app/settings/key_value_file.cpp"_s << QStringList{};
        QTest::newRow("secrets") << u"app/settings/secrets.cpp"_s
                                 << QStringList{u"# Made by Tongdai."_s, u"the key store gives back"_s,
                                                u"there are none yet"_s};
        QTest::newRow("start") << u"app/start_up.cpp"_s << QStringList{u"the secrets stay where they were"_s};
        QTest::newRow("web addresses") << u"engine/domain/web_address.cpp"_s << QStringList{};
        QTest::newRow("ranges") << u"engine/domain/limits/address_range.cpp"_s << QStringList{};
    }
    void everySentenceOfTheStartIsKnown()
    {
        QFETCH(const QString, path);
        QFETCH(const QStringList, others);
        const QStringList known = CauseWords::sources();
        int sentences = 0;
        for (QString literal : literalsOf(path)) {
            if (literal.endsWith("\\n"_L1)) literal.chop(2);
            const bool isOther =
                std::ranges::any_of(others, [&literal](const QString& other) { return literal.startsWith(other); });
            if (!isSentence(literal) || isOther) continue;
            QVERIFY2(known.contains(literal), qPrintable(literal));
            ++sentences;
        }
        QVERIFY(sentences > 0);
    }
};

TONGDAI_TEST(CauseWordsTest)

}  // namespace tongdai

#include "cause_words_gui_test.moc"
