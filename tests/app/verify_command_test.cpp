#include "app/verify_command.h"

#include "engine/evidence/write_package.h"
#include "tests/engine/evidence/evidence_stage.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::app {

using namespace Qt::StringLiterals;
using testing::EvidenceStage;

/// What `verify FILE` says and exits with.
class VerifyCommandTest : public QObject {
    Q_OBJECT

    EvidenceStage m_stage;

private slots:
    void saysThatAllIsWell()
    {
        const SpokenVerdict said = speak(m_stage.verify(m_stage.package(m_stage.book(5))), {});
        QCOMPARE(said.exitCode, 0);
        QVERIFY(said.words.contains(u"INTEGRITY      whole"_s));
        QVERIFY(said.words.contains(u"COMPLETENESS   complete"_s));
        QVERIFY(said.words.contains(u"Mộc An Shop"_s));
        QVERIFY(said.words.contains(keyFingerprint(m_stage.key.publicKey())));
    }

    void namesTheDamagedRowAndIsNotTheLessComplete()
    {
        QByteArray bytes = m_stage.package(m_stage.book(5));
        bytes[bytes.indexOf("\"rev\":4,") + 6] = '5';
        const SpokenVerdict said = speak(m_stage.verify(bytes), {});
        QCOMPARE(said.exitCode, kExitDamaged);
        QVERIFY(said.words.contains(u"row 4 is not the one that was signed"_s));
        QVERIFY(said.words.contains(u"COMPLETENESS   complete"_s));
    }

    void whatEndsTooEarlyIsIncomplete()
    {
        const QByteArray bytes = m_stage.package(m_stage.book(40));
        const SpokenVerdict said = speak(m_stage.verify(bytes.first(bytes.indexOf("\"n\":30}"))), {});
        QCOMPARE(said.exitCode, kExitIncomplete);
        QVERIFY(said.words.contains(u"rows 30 to 40 are missing"_s));
        QVERIFY(said.words.contains(u"INTEGRITY      whole"_s));
    }

    void anotherKeyThanTheOneThatWasNamedIsDamage()
    {
        const EvidenceVerdict verdict = m_stage.verify(m_stage.package(m_stage.book(5)));
        QCOMPARE(speak(verdict, keyFingerprint(m_stage.key.publicKey()).toUpper()).exitCode, 0);
        const SpokenVerdict said = speak(verdict, u"0000 1111"_s);
        QCOMPARE(said.exitCode, kExitDamaged);
        QVERIFY(said.words.contains(u"another key"_s));
    }

    void strangersFilesCannotWriteOverTheTerminal()
    {
        EvidenceVerdict verdict;
        verdict.refusal = u"it holds a file of the name '\x1b[2J'"_s;
        const SpokenVerdict said = speak(verdict, {});
        QCOMPARE(said.exitCode, kExitNoEvidence);
        QVERIFY(!said.words.contains(QChar(0x1b)));
    }

    void isReadFromTheCommandLine()
    {
        const CommandLine line =
            parseCommandLine({u"tongdai-engine"_s, u"verify"_s, u"/tmp/x.zip"_s, u"--key"_s, u"ab cd"_s}, false);
        QCOMPARE(line.act, CommandLine::Act::Verify);
        QCOMPARE(line.evidenceFile, u"/tmp/x.zip"_s);
        QCOMPARE(line.evidenceKey, u"ab cd"_s);
        QCOMPARE(parseCommandLine({u"tongdai-engine"_s, u"verify"_s}, false).act, CommandLine::Act::Fail);
    }
};

TONGDAI_TEST(VerifyCommandTest)

}  // namespace tongdai::app

#include "verify_command_test.moc"
