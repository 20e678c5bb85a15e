#include "ui/shell/failure_sheet.h"

#include "tests/support/test_registry.h"
#include "tests/ui/window_stage.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::WindowStage;

namespace {

QString wordsIn(const FailureSheet& sheet)
{
    QString all = sheet.findChild<QPlainTextEdit*>(u"failureCause"_s)->toPlainText() + u'\n';
    for (const QLabel* label : sheet.findChildren<QLabel*>())
        all += label->text() + u'\n';
    return all;
}

}  // namespace

class FailureSheetTest : public QObject {
    Q_OBJECT
private slots:
    void saysTheCauseTheLineAndWhatToDo();
    void everyFailureHasWordsOfItsOwn();
    void aTakenPortIsSaidOnTheWindow();
    void aHistoryThatCannotBeOpenedIsSaidAlsoFromTheTray();
};

void FailureSheetTest::saysTheCauseTheLineAndWhatToDo()
{
    const QTemporaryDir dir;
    const QString file = dir.filePath(u"settings.conf"_s);
    const QString cause = u"These settings cannot be used:\n  %1:3: API_PORT wants a number, not 'abc'\n"_s.arg(file);
    const FailureSheet without(StartFailure::BadSettings, cause, file);
    QVERIFY(!without.findChild<QPushButton*>(u"openSettings"_s));  // there is none to be opened
    QFile settings(file);
    QVERIFY(settings.open(QIODevice::WriteOnly));
    settings.close();
    FailureSheet sheet(StartFailure::BadSettings, cause, file);
    QVERIFY(sheet.findChild<QPushButton*>(u"openSettings"_s));
    for (const QString& wanted : {file + u":3"_s, u"API_PORT"_s, u"Correct what is named"_s})
        QVERIFY2(wordsIn(sheet).contains(wanted), qPrintable(wordsIn(sheet)));
    sheet.show();
    QTest::keyClick(&sheet, Qt::Key_Return);
    QVERIFY(!sheet.isVisible());
}

void FailureSheetTest::everyFailureHasWordsOfItsOwn()
{
    WindowStage stage;
    const QString dir = qEnvironmentVariable("TONGDAI_PICTURE_DIR");
    for (const auto words : {LanguageChoice::English, LanguageChoice::Vietnamese}) {
        stage.language.setChoice(words);
        QSet<QString> seen;
        for (const auto failure : {StartFailure::BadSettings, StartFailure::AlreadyRunning, StartFailure::NoData,
                                   StartFailure::CannotListen, StartFailure::NoHistory, StartFailure::NoSecrets}) {
            FailureSheet sheet(failure, u"127.0.0.1:8000: the address is in use"_s, {});
            const QString text = wordsIn(sheet);
            QVERIFY(!seen.contains(text));
            seen.insert(text);
            sheet.show();
            const QString name = u"failure_%1_%2.png"_s.arg(int(failure)).arg(int(words));
            if (!dir.isEmpty()) QVERIFY(sheet.grab().save(QDir(dir).filePath(name)));
        }
    }
}

void FailureSheetTest::aTakenPortIsSaidOnTheWindow()
{
    WindowStage stage;
    stage.open();
    api::SystemFacts facts = stage.system.facts();
    facts.listenError = u"127.0.0.1:8000: the address is in use"_s;
    stage.system.setFacts(facts);
    stage.window->showStartFailure(facts.listenError);
    const auto* sheet = stage.window->findChild<FailureSheet*>();
    QVERIFY(sheet && sheet->isVisible());
    QVERIFY2(wordsIn(*sheet).contains(u"127.0.0.1:8000"_s), qPrintable(wordsIn(*sheet)));
    QVERIFY2(wordsIn(*sheet).contains(u"API_PORT"_s), qPrintable(wordsIn(*sheet)));
}

void FailureSheetTest::aHistoryThatCannotBeOpenedIsSaidAlsoFromTheTray()
{
    WindowStage stage;
    stage.window->putAway();
    QVERIFY(!stage.window->isVisible());
    stage.window->showStartFailure(u"The history cannot be opened: file is not a database"_s);
    QVERIFY(stage.window->isVisible());
    const auto* sheet = stage.window->findChild<FailureSheet*>();
    QVERIFY(sheet && sheet->isVisible());
    QVERIFY2(wordsIn(*sheet).contains(u"file is not a database"_s), qPrintable(wordsIn(*sheet)));
}

TONGDAI_TEST(FailureSheetTest)

}  // namespace tongdai

#include "failure_sheet_gui_test.moc"
