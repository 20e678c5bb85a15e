#include "tests/console/console_stage.h"
#include "tests/support/test_registry.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kImportedPatience = 60'000;  // ms

}  // namespace

/// A file of another system's history through the real window into the engine behind it, by keys, and once more by a
/// hand with a mouse.
class ImportHistoryTest : public QObject {
    Q_OBJECT

    ConsoleStage m_stage;

    QString words(const QString& label) const
    {
        const auto* const found = m_stage.shown<QLabel>(label);
        return found ? found->text() : QString();
    }
    bool says(const QString& label, const QString& expected) const
    {
        return QTest::qWaitFor([&] { return words(label).contains(expected); }, kImportedPatience);
    }
    QString historyFile() const
    {
        QFile file(m_stage.path(u"old.csv"_s));
        const QByteArray broken = QString::fromLatin1("còn màu đen không ạ?").toUtf8();
        const QByteArray bytes =
            "khach,id,role,body,sent_at\n"
            "t1,1,customer," +
            broken +
            ",2023-05-30 09:00:00\n"
            "t1,2,staff,Dạ còn ạ,2023-05-30 09:01:00\n"
            "t2,3,customer,chào shop,2023-05-30 09:01:00\n";
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }

private slots:
    void aHistoryComesByKeys()
    {
        QVERIFY(!m_stage.prepareShop({u"chào shop"_s}).isEmpty());
        const QString file = historyFile();
        QVERIFY(m_stage.open());
        QVERIFY(m_stage.signIn(ConsoleStage::adminName(), ConsoleStage::adminPassword()));
        QVERIFY(m_stage.press(Qt::Key_6, Qt::ControlModifier));
        QTRY_COMPARE_WITH_TIMEOUT(m_stage.focus(), u"sections"_s, kImportedPatience);
        for (int i = 0; i < 20 && !m_stage.shown<QPushButton>(u"chooseHistory"_s); ++i)
            QVERIFY(m_stage.press(Qt::Key_Down));
        QVERIFY(m_stage.tabTo(u"chooseHistory"_s));
        QVERIFY(m_stage.press(Qt::Key_O, Qt::ControlModifier));
        QTRY_VERIFY_WITH_TIMEOUT(qobject_cast<QFileDialog*>(QApplication::activeModalWidget()), kImportedPatience);
        QVERIFY(m_stage.tabTo(u"fileNameEdit"_s));
        QVERIFY(m_stage.press(Qt::Key_A, Qt::ControlModifier));
        QVERIFY(m_stage.type(file));
        QVERIFY(m_stage.press(Qt::Key_Return));
        QVERIFY(says(u"importFound"_s, u"old.csv is a table (CSV)"_s));
        QVERIFY(says(u"importMissing"_s, u"Conversation"_s));
        QVERIFY(m_stage.tabTo(u"column0"_s));
        for (const int key : {Qt::Key_Down, Qt::Key_Down, Qt::Key_Return})
            QVERIFY(m_stage.press(key));
        QVERIFY(says(u"importCounts"_s, u"New messages: 3, in new conversations: 2. Here already: 0."_s));
        QCOMPARE(words(u"stored0"_s), u"còn màu đen không ạ?"_s);
        QVERIFY(m_stage.tabTo(u"beginImport"_s));
        QVERIFY(m_stage.press(Qt::Key_Space));
        QVERIFY(says(u"importStatus"_s, u"old.csv was imported by Chủ shop"_s));
        QVERIFY2(words(u"importStatus"_s).contains(u"New messages: 3"_s), qPrintable(words(u"importStatus"_s)));
    }

    void twiceItAddsNothingTwice()
    {
        auto* const choose = m_stage.shown<QPushButton>(u"chooseHistory"_s);
        QVERIFY(choose);
        QWidget* section = choose;
        while (section && section->objectName() != u"import"_s)
            section = section->parentWidget();
        QVERIFY(section);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(historyFile())});
        QDragEnterEvent enter({40, 40}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(section, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent dropped({40, 40}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(section, &dropped);
        QVERIFY(says(u"importMissing"_s, u"Conversation"_s));
        auto* const column = m_stage.shown<QComboBox>(u"column0"_s);
        QVERIFY(column);
        column->setFocus();
        QTest::keyClick(column, Qt::Key_Space);
        QTest::keyClick(column->view(), Qt::Key_Down);
        QTest::keyClick(column->view(), Qt::Key_Return);
        QVERIFY(says(u"importCounts"_s, u"New messages: 0, in new conversations: 0. Here already: 3."_s));
        QVERIFY(!m_stage.shown<QPushButton>(u"beginImport"_s)->isEnabled());
    }

    /// It is found where all conversations are, closed until its customer writes again.
    void whatCameStandsOnLive()
    {
        QVERIFY(m_stage.press(Qt::Key_1, Qt::ControlModifier));
        QVERIFY(m_stage.press(Qt::Key_5, Qt::AltModifier));
        QTRY_VERIFY_WITH_TIMEOUT(m_stage.shown<QAbstractItemView>(u"convList"_s) &&
                                     m_stage.shown<QAbstractItemView>(u"convList"_s)->model()->rowCount() == 2,
                                 kImportedPatience);
    }
};

TONGDAI_TEST(ImportHistoryTest)

}  // namespace tongdai::testing

#include "import_history_gui_test.moc"
