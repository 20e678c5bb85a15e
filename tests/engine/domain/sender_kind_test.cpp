#include "engine/domain/conversation/sender_kind.h"

#include "tests/support/test_registry.h"

#include <QTest>

Q_DECLARE_METATYPE(tongdai::SenderKind)

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class SenderKindTest : public QObject {
    Q_OBJECT
private slots:
    void everyWordHasItsKind_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<SenderKind>("kind");
        for (const char* word :
             {"user", "User", "customer", "client", "visitor", "guest", "end_user", "Khách hàng", ""})
            QTest::addRow("customer '%s'", word) << QString::fromUtf8(word) << SenderKind::Customer;
        for (const char* word :
             {"page", "PAGE", "admin", "agent", "human-agent", "operator", "staff", "Nhân_viên", "seller"})
            QTest::addRow("person '%s'", word) << QString::fromUtf8(word) << SenderKind::Person;
        for (const char* word : {"bot", "assistant", "chat_bot", "AI", "system", "auto-reply"})
            QTest::addRow("machine '%s'", word) << QString::fromUtf8(word) << SenderKind::Machine;
        QTest::addRow("removal") << u"removed"_s << SenderKind::Removal;
        for (const char* word : {"fan", "users", "bots", "x", "usеr", "администратор", "-", "role:user"})
            QTest::addRow("unknown '%s'", word) << QString::fromUtf8(word) << SenderKind::Unknown;
    }
    void everyWordHasItsKind()
    {
        QFETCH(QString, word);
        QFETCH(SenderKind, kind);
        QCOMPARE(int(senderKind(word)), int(kind));
    }
};

TONGDAI_TEST(SenderKindTest)

}  // namespace tongdai::testing

#include "sender_kind_test.moc"
