#include "tests/support/test_registry.h"
#include "tests/ui/cut_parts.h"
#include "tests/ui/every_scene.h"

#include <QDir>
#include <QFileDialog>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::everyScene;
using testing::WholeStage;

namespace {

void verifyWhole(const QWidget& drawn)
{
    const QByteArray size = QByteArray::number(drawn.width()) + " wide: ";
    const QStringList cut = qobject_cast<const QFileDialog*>(&drawn) ? QStringList() : testing::cutPartsOf(drawn);
    QVERIFY2(cut.isEmpty(), (size + cut.join(u'\n').toUtf8()).constData());
    // Nobody reads sideways.
    for (const QScrollArea* area : drawn.findChildren<QScrollArea*>()) {
        if (area->isVisible())
            QVERIFY2(area->horizontalScrollBar()->maximum() == 0, (size + area->objectName().toUtf8()).constData());
    }
    for (const QLabel* label : drawn.findChildren<QLabel*>()) {
        if (!label->isVisible() || !label->wordWrap()) continue;
        QVERIFY2(label->height() >= label->heightForWidth(label->width()), (size + label->text().toUtf8()).constData());
    }
}

}  // namespace

/// Every page, sheet and menu there is, on a laptop of 1366 × 768 at 200 % with a title bar. With TONGDAI_PICTURE_DIR
/// pictures are kept there for looking at, in both themes and languages, at the desktop's scale QT_SCALE_FACTOR; the
/// sheets have the laptop's room when QT_QPA_PLATFORM=offscreen:configfile=… names a screen of that size.
class EveryPictureTest : public QObject {
    Q_OBJECT
private slots:
    void nothingIsCut_data();
    void nothingIsCut();
};

void EveryPictureTest::nothingIsCut_data()
{
    QTest::addColumn<int>("scene");
    QTest::addColumn<LanguageChoice>("words");
    QTest::addColumn<SchemeChoice>("scheme");
    const bool isKept = qEnvironmentVariableIsSet("TONGDAI_PICTURE_DIR");
    for (size_t i = 0; i < everyScene().size(); ++i) {
        for (const auto words : {LanguageChoice::Vietnamese, LanguageChoice::English}) {
            for (const auto scheme : {SchemeChoice::Light, SchemeChoice::Dark}) {
                const bool isEnglish = words == LanguageChoice::English;
                const bool isDark = scheme == SchemeChoice::Dark;
                // Vietnamese has the longer words, but for some of the forms; no width depends on the theme.
                if (!isKept && (isDark || (isEnglish && !QByteArray(everyScene().at(i).name).startsWith("setup"))))
                    continue;
                const QString name = u"%1_%2_%3"_s.arg(QLatin1StringView(everyScene().at(i).name),
                                                       isEnglish ? u"en"_s : u"vi"_s, isDark ? u"dark"_s : u"light"_s);
                QTest::newRow(qPrintable(name)) << int(i) << words << scheme;
            }
        }
    }
}

void EveryPictureTest::nothingIsCut()
{
    QFETCH(const int, scene);
    QFETCH(const LanguageChoice, words);
    QFETCH(const SchemeChoice, scheme);
    const testing::Scene& wanted = everyScene().at(size_t(scene));
    WholeStage stage({.words = words, .scheme = scheme, .filled = wanted.filled});
    const bool isKept = qEnvironmentVariableIsSet("TONGDAI_PICTURE_DIR");
    const QSize room = isKept ? (QSizeF(1366, 731) / qGuiApp->devicePixelRatio()).toSize() : QSize(683, 347);
    QFile settings(stage.home.filePath(u"settings.conf"_s));
    QVERIFY(settings.open(QIODevice::WriteOnly));
    stage.window->resize(room);
    stage.window->show();
    QApplication::setActiveWindow(stage.window.get());
    stage.fill();
    QWidget* const drawn = wanted.enter(stage);
    QVERIFY(drawn);
    if (drawn == stage.window.get()) QCOMPARE(drawn->size(), room);
    if (drawn != stage.window.get()) drawn->resize(drawn->size().boundedTo(room));
    stage.settle();
    const QString dir = qEnvironmentVariable("TONGDAI_PICTURE_DIR");
    if (!dir.isEmpty()) {
        const QString file = u"%1_%2.png"_s.arg(QString::fromLatin1(QTest::currentDataTag()))
                                 .arg(qRound(100 * qGuiApp->devicePixelRatio()));
        QVERIFY(drawn->grab().save(QDir(dir).filePath(file)));
    }
    verifyWhole(*drawn);
    if (isKept || drawn != stage.window.get()) return;
    // A window between the smallest and the laptop's: columns come and go there.
    for (const QSize between : {QSize(910, 487), QSize(1093, 585)}) {
        drawn->resize(between);
        stage.settle();
        verifyWhole(*drawn);
        if (QTest::currentTestFailed()) return;
    }
}

TONGDAI_PICTURE_TEST(EveryPictureTest)

}  // namespace tongdai

#include "every_picture_gui_test.moc"
