#include "tests/architecture/product_sources.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// No end that leads nowhere: every signal is emitted and heard, and every function of an interface is called, by the
/// product itself.
class DeadEndsTest : public QObject {
    Q_OBJECT

    const QStringList m_interfaces{u"engine/domain/ports/"_s, u"engine/api/"_s,
                                   u"engine/work/message/pipeline_events.h"_s};

    static QString listed(const QStringList& ends) { return u"\n  "_s + ends.join("\n  "_L1); }

private slots:
    void everySignalIsEmittedAndHeard();
    void everyFunctionOfAnInterfaceIsCalled();
    void theCheckNoticesDeadEnds();
};

void DeadEndsTest::everySignalIsEmittedAndHeard()
{
    const ProductSources sources = ProductSources::ofThisTree();
    QVERIFY2(sources.signalCount() > 100, "the pattern found next to nothing");
    const QStringList dead = sources.deadSignals();
    QVERIFY2(dead.isEmpty(), qPrintable(listed(dead)));
}

void DeadEndsTest::everyFunctionOfAnInterfaceIsCalled()
{
    const QStringList dead = ProductSources::ofThisTree().uncalledFunctions(m_interfaces);
    QVERIFY2(dead.isEmpty(), qPrintable(listed(dead)));
}

void DeadEndsTest::theCheckNoticesDeadEnds()
{
    const QString port =
        u"class Store {\npublic:\n    virtual ~Store() = default;\n    virtual int read(int id) = 0;\n"
        "    virtual void forget() = 0;\n};\n"_s;
    const QString header =
        u"class SqlStore final : public QObject, public Store {\n    void forget() override;\nsignals:\n"
        "    void changed();\n    void lost(QString cause);\n    void found();\n};\n"_s;
    const QString code =
        u"void SqlStore::forget()\n{\n    m_inner->forget();\n    emit changed();  // emit lost(\n"
        "    emit found();\n}\n"_s;
    const QString user =
        u"void Page::show()\n{\n    m_store->read(7);\n    connect(m_store, &SqlStore::changed, this, "
        "[] {});\n    connect(m_store, &SqlStore::lost, this, &Page::show);\n}\n"_s;
    const ProductSources sources({{u"engine/domain/ports/store.h"_s, port},
                                  {u"engine/history/sql_store.h"_s, header},
                                  {u"engine/history/sql_store.cpp"_s, code},
                                  {u"ui/page.cpp"_s, user}});
    QCOMPARE(sources.deadSignals(),
             (QStringList{u"SqlStore::lost: nobody emits it"_s, u"SqlStore::found: nobody listens"_s}));
    QCOMPARE(sources.uncalledFunctions({u"engine/domain/ports/"_s}), QStringList{u"Store::forget"_s});
}

TONGDAI_TEST(DeadEndsTest)

}  // namespace tongdai::testing

#include "dead_ends_test.moc"
