#include "tests/support/engine_scene.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// A dashboard or a rule that asks for a figure nobody prints shows an empty panel, and never rings.
class MonitoringNamesE2eTest : public QObject {
    Q_OBJECT

    static QString fileOf(const QString& name)
    {
        QFile file(u"" TONGDAI_SOURCE_DIR "/resources/monitoring/"_s + name);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    /// As the file has them: names, and names with one label's value where it asks for one.
    static QStringList askedBy(const QString& file)
    {
        // In the dashboard quotation marks stand behind a backslash.
        static const QRegularExpression asked(u"tongdai_[a-z0-9_]+(?:\\{[a-z_]+=\\\\?\"[a-z_]+\\\\?\"\\})?"_s);
        QStringList names;
        for (auto found = asked.globalMatch(file); found.hasNext();)
            names << found.next().captured().remove(u'\\');
        names.removeDuplicates();
        return names;
    }
    static QStringList missingIn(const QStringList& names, const QByteArray& printed)
    {
        const QString text = u'\n' + QString::fromUtf8(printed);
        QStringList missing;
        for (const QString& name : names) {
            const bool hasLabel = name.endsWith(u'}');
            // Other labels may stand behind the one that is asked for.
            const bool isThere = hasLabel ? text.contains(u'\n' + name.chopped(1))
                                          : text.contains(u'\n' + name + u' ') || text.contains(u'\n' + name + u'{');
            if (!isThere) missing << name;
        }
        return missing;
    }

private slots:
    void everyNameIsPrinted_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("atLeast");
        QTest::newRow("dashboard") << u"grafana-dashboard.json"_s << 18;
        QTest::newRow("rules") << u"alerts.yml"_s << 8;
    }

    void everyNameIsPrinted()
    {
        QFETCH(QString, file);
        QFETCH(int, atLeast);
        const QStringList asked = askedBy(fileOf(file));
        QVERIFY2(asked.size() >= atLeast, qPrintable(asked.join(u' ')));
        EngineScene scene;
        QVERIFY(scene.start());
        QVERIFY(scene.waitForRedis());
        QCOMPARE(scene.say(u"c1"_s, u"m-1"_s, u"còn size M không?"_s).status, 200);
        // What Redis says of itself is asked for now and then.
        QStringList missing = asked;
        const auto look = [&] {
            missing = missingIn(asked, scene.admin.get("/metrics").body);
            return missing.isEmpty();
        };
        QVERIFY2(QTest::qWaitFor(look, 30'000), qPrintable(missing.join(u", "_s)));
        // A name that was mistyped is one that is missing.
        const QByteArray printed = scene.admin.get("/metrics").body;
        QCOMPARE(missingIn({u"tongdai_tasks_ded"_s, u"tongdai_task"_s, u"tongdai_turns_total{outcome=\"fialed\"}"_s},
                           printed)
                     .size(),
                 3);
        QCOMPARE(scene.engine.stop(), std::optional<int>(0));
    }
};

TONGDAI_TEST(MonitoringNamesE2eTest)

}  // namespace tongdai::testing

#include "monitoring_names_e2e_test.moc"
