#include "ui/system/autostart_entry.h"

#include "tests/support/test_registry.h"
#include "tests/ui/window_stage.h"

#include <QCheckBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::WindowStage;

/// The switch on the System page of the real window, and the file the desktop reads.
class AutostartTest : public QObject {
    Q_OBJECT
private slots:
    void theSwitchStartsItWithTheSession();
    void aSwitchThatFailsSaysWhy();
};

void AutostartTest::theSwitchStartsItWithTheSession()
{
    WindowStage stage;
    stage.open();
    stage.window->openPage(u"system"_s);
    WindowStage::settle();
    auto* box = stage.window->findChild<QCheckBox*>(u"autostart"_s);
    QVERIFY(box && box->isVisible());
    QVERIFY(!box->isChecked());
    box->click();
    QVERIFY(box->isChecked());
    QFile file(stage.home.filePath(u"tongdai.desktop"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    QVERIFY2(text.contains(u"\nExec=\"/opt/tổng đài/tongdai\" \"--minimised\"\n"_s), qPrintable(text));
    QVERIFY(text.startsWith(u"[Desktop Entry]\nType=Application\n"_s));
    // Turned off in the desktop's own settings.
    file.close();
    QVERIFY(file.open(QIODevice::Append));
    file.write("Hidden=true\n");
    file.close();
    stage.window->openPage(u"live"_s);
    stage.window->openPage(u"system"_s);
    WindowStage::settle();
    QVERIFY(!box->isChecked());
    box->click();
    QVERIFY(stage.autostart.isOn());
    box->click();
    QVERIFY(!QFile::exists(file.fileName()));
    QVERIFY(!box->isChecked());
    // An entry that starts something else, such as an older place of the program, is none.
    QVERIFY(AutostartEntry(stage.home.path(), {u"/usr/bin/tongdai"_s}).setOn(true).isEmpty());
    QVERIFY(!stage.autostart.isOn());
    AutostartEntry odd(stage.home.path(), {uR"(/a"b$c\d`e)"_s, u"50%"_s});
    QVERIFY(odd.setOn(true).isEmpty());
    QVERIFY(odd.isOn());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(QString::fromUtf8(file.readAll()).contains(uR"(Exec="/a\\"b\\$c\\\\d\\`e" "50%%")"_s));
}

void AutostartTest::aSwitchThatFailsSaysWhy()
{
    WindowStage stage;
    stage.open();
    stage.window->openPage(u"system"_s);
    QVERIFY(QDir(stage.home.path()).mkpath(u"tongdai.desktop/in the way"_s));
    auto* box = stage.window->findChild<QCheckBox*>(u"autostart"_s);
    box->click();
    QVERIFY(!box->isChecked());
    QString words;
    for (const QLabel* label : box->parentWidget()->findChildren<QLabel*>())
        if (!label->isHidden()) words += label->text();
    QVERIFY2(words.contains(u"That did not work"_s), qPrintable(words));
}

TONGDAI_TEST(AutostartTest)

}  // namespace tongdai

#include "autostart_gui_test.moc"
