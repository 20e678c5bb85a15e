#include "tests/support/test_registry.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

namespace tongdai {

using namespace Qt::StringLiterals;

/// Includes run one way (README, "Architecture"): app → ui → engine/api; app → engine/host;
/// server, state, history, upstream → work, contract → domain.
class IncludeEdgesTest : public QObject {
    Q_OBJECT

    struct Room {
        QString folder;
        QStringList maySee;  ///< besides itself
    };

    // The first room whose folder a file lies in decides, so inner rooms come before outer ones.
    const QList<Room> m_rooms{
        {u"engine/domain/"_s, {}},
        {u"engine/contract/"_s, {u"engine/domain/"_s}},
        {u"engine/api/"_s, {u"engine/domain/"_s}},
        {u"engine/work/"_s, {u"engine/domain/"_s, u"engine/contract/"_s}},
        {u"engine/state/"_s, {u"engine/domain/"_s, u"engine/contract/"_s, u"engine/work/"_s}},
        {u"engine/history/"_s, {u"engine/domain/"_s, u"engine/contract/"_s, u"engine/work/"_s}},
        {u"engine/upstream/"_s, {u"engine/domain/"_s, u"engine/contract/"_s, u"engine/work/"_s}},
        {u"engine/server/http/"_s, {u"engine/domain/"_s}},
        {u"engine/server/websocket/"_s, {u"engine/domain/"_s, u"engine/server/http/"_s}},
        {u"engine/server/socketio/"_s, {u"engine/domain/"_s, u"engine/server/http/"_s, u"engine/server/websocket/"_s}},
        {u"engine/server/"_s, {u"engine/domain/"_s, u"engine/contract/"_s, u"engine/work/"_s}},
        {u"engine/evidence/"_s, {u"engine/domain/"_s}},
        {u"engine/host/"_s, {u"engine/"_s}},
        {u"ui/common/"_s, {u"engine/domain/"_s}},
        {u"ui/models/"_s, {u"ui/common/"_s, u"engine/domain/"_s, u"engine/api/"_s}},
        {u"ui/"_s, {u"engine/domain/"_s, u"engine/api/"_s}},
        {u"app/"_s, {u"ui/"_s, u"engine/"_s}},
    };

    static QStringList sources(const QStringList& folders)
    {
        QStringList files;
        for (const QString& folder : folders) {
            QDirIterator each(QStringLiteral(TONGDAI_SOURCE_DIR) + u'/' + folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files,
                              QDirIterator::Subdirectories);
            while (each.hasNext())
                files << each.next().sliced(QStringLiteral(TONGDAI_SOURCE_DIR).size() + 1);
        }
        return files;
    }

    static QString textOf(const QString& file)
    {
        QFile source(QStringLiteral(TONGDAI_SOURCE_DIR) + u'/' + file);
        return source.open(QIODevice::ReadOnly) ? QString::fromUtf8(source.readAll()) : QString();
    }

    static QStringList matches(const QString& text, const QRegularExpression& pattern)
    {
        QStringList found;
        auto each = pattern.globalMatch(text);
        while (each.hasNext())
            found << each.next().captured(1);
        return found;
    }

    bool isAllowed(const QString& file, const QString& include) const
    {
        for (const Room& room : m_rooms) {
            if (!file.startsWith(room.folder)) continue;
            if (include.startsWith(room.folder)) return true;
            return std::any_of(room.maySee.begin(), room.maySee.end(),
                               [&include](const QString& seen) { return include.startsWith(seen); });
        }
        return false;
    }

    static QString joined(const QStringList& offenders) { return u"\n  "_s + offenders.join("\n  "_L1); }

private slots:
    void includesRunOneWay()
    {
        static const QRegularExpression own(u"^#include \"((?:app|ui|engine|tests)/[^\"]+)\""_s,
                                            QRegularExpression::MultilineOption);
        QStringList offenders;
        int edges = 0;
        for (const QString& file : sources({u"app"_s, u"ui"_s, u"engine"_s})) {
            for (const QString& include : matches(textOf(file), own)) {
                ++edges;
                if (!isAllowed(file, include)) offenders << file + u" -> "_s + include;
            }
        }
        QVERIFY2(edges > 20, "the pattern found next to nothing: is the source folder right?");
        QVERIFY2(offenders.isEmpty(), qPrintable(joined(offenders)));
    }

    void theCheckNoticesABadEdge()
    {
        QVERIFY(!isAllowed(u"ui/live/live_page.cpp"_s, u"engine/history/sql_history.h"_s));
        QVERIFY(
            !isAllowed(u"engine/work/message/handle_message.cpp"_s, u"engine/state/redis/connection/connection.h"_s));
        QVERIFY(!isAllowed(u"engine/server/socketio/packet.cpp"_s, u"engine/work/message/handle_message.h"_s));
        QVERIFY(isAllowed(u"ui/live/live_page.cpp"_s, u"engine/api/desk.h"_s));
    }

    void theEngineKnowsNoWindows()
    {
        static const QRegularExpression gui(
            u"^#include <((?:QtGui/|QtWidgets/|QWidget|QPainter|QGuiApplication|QApplication|QColor|QPixmap|QImage|QIcon|QFont)[^>]*)>"_s,
            QRegularExpression::MultilineOption);
        QStringList offenders;
        for (const QString& file : sources({u"engine"_s})) {
            for (const QString& include : matches(textOf(file), gui))
                offenders << file + u" -> <"_s + include + u'>';
        }
        QVERIFY2(offenders.isEmpty(), qPrintable(joined(offenders)));
    }

    void keysOfRedisStandInOnePlace()
    {
        static const QRegularExpression literal(
            u"\"((?:conv_state|conv_lock|chat:(?:presence|typing|thread|offline|rate|logs)|message_queue|engine:(?:alive|epoch|install|instances)|chat_session|check_reply)(?::[^\"]*)?)\""_s);
        QStringList offenders;
        for (const QString& file : sources({u"engine"_s, u"app"_s, u"ui"_s})) {
            if (file.startsWith("engine/contract/"_L1)) continue;
            for (const QString& key : matches(textOf(file), literal))
                offenders << file + u": "_s + key;
        }
        QVERIFY2(offenders.isEmpty(), qPrintable(joined(offenders)));
    }

    void rulesAndUseCasesAskTheClockTheyAreGiven()
    {
        static const QRegularExpression clock(
            u"(system_clock::now|steady_clock::now|QDateTime::currentDateTime|QElapsedTimer|QRandomGenerator|\\brand\\(\\))"_s);
        QStringList offenders;
        for (const QString& file : sources({u"engine/domain"_s, u"engine/work"_s})) {
            for (const QString& call : matches(textOf(file), clock))
                offenders << file + u": "_s + call;
        }
        QVERIFY2(offenders.isEmpty(), qPrintable(joined(offenders)));
    }

    /// QSaveFile by itself puts an empty file in the place of the old one when the disk is full.
    void filesAreReplacedInOnePlace()
    {
        QStringList offenders;
        for (const QString& file : sources({u"engine"_s, u"app"_s, u"ui"_s})) {
            if (file != "engine/domain/whole_file.cpp"_L1 && textOf(file).contains("QSaveFile"_L1)) offenders << file;
        }
        QVERIFY2(offenders.isEmpty(), qPrintable(joined(offenders)));
    }

    void testsDoNotSleep()
    {
        static const QRegularExpression sleeping(u"(\\bqSleep\\(|sleep_for\\(|\\busleep\\(|QSKIP\\()"_s);
        QStringList offenders;
        for (const QString& file : sources({u"tests"_s})) {
            if (file.startsWith("tests/architecture/"_L1) || file.startsWith("tests/bench/"_L1)) continue;
            for (const QString& call : matches(textOf(file), sleeping))
                offenders << file + u": "_s + call;
        }
        QVERIFY2(offenders.isEmpty(), qPrintable(joined(offenders)));
    }
};

TONGDAI_TEST(IncludeEdgesTest)

}  // namespace tongdai

#include "include_edges_test.moc"
