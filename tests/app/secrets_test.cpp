#include "app/settings/secrets.h"

#include "tests/support/test_registry.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

namespace tongdai::app {

using namespace Qt::StringLiterals;

class SecretsTest : public QObject {
    Q_OBJECT
private slots:
    void areMadeOnceForTheOwnerAlone()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"secrets"_s);
        const auto first = std::get<Secrets>(loadOrCreateSecrets(path, {}));
        QVERIFY(first.generated);
        QVERIFY(first.pancakeToken.size() >= 43);  // 256 bits in base64
        QVERIFY(first.pancakeToken != first.adminToken);
        QCOMPARE(QFileInfo(path).permissions() & 0x0077, QFile::Permissions());
        const auto second = std::get<Secrets>(loadOrCreateSecrets(path, {}));
        QCOMPARE(second.pancakeToken, first.pancakeToken);
        QCOMPARE(second.jwtSecret, first.jwtSecret);
    }

    void givenTokensWinWithoutBeingStored()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"secrets"_s);
        const QString mine(40, u'm');
        QCOMPARE(std::get<Secrets>(loadOrCreateSecrets(path, {mine, {}, {}, false})).pancakeToken, mine);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(mine.toUtf8()));
    }

    /// F77
    void aFileOthersCanReadIsRefused()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"secrets"_s);
        (void)loadOrCreateSecrets(path, {});
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
        QVERIFY(std::holds_alternative<SecretsProblem>(loadOrCreateSecrets(path, {})));
    }
};

TONGDAI_TEST(SecretsTest)

}  // namespace tongdai::app

#include "secrets_test.moc"
