#include "tests/support/test_registry.h"
#include "tests/ui/dispute_stage.h"

#include <QDir>
#include <QLineEdit>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::DisputeStage;

namespace {

void keepDisputePicture(const QString& name, QWidget& widget)
{
    const QImage image = widget.grab().toImage();
    const QString folder = qEnvironmentVariable("TONGDAI_PICTURES");
    if (!folder.isEmpty()) QVERIFY(image.save(QDir(folder).filePath(name + u".png"_s)));
    int inked = 0;
    for (int x = 0; x < image.width(); x += 7)
        for (int y = 0; y < image.height(); y += 7)
            inked += image.pixel(x, y) != image.pixel(3, 3) ? 1 : 0;
    QVERIFY2(inked > 200, qPrintable(name));
}

}  // namespace

/// Draws the page as a person would meet it. With TONGDAI_PICTURES=DIR the pictures are kept there for looking at.
class DisputePicturesTest : public QObject {
    Q_OBJECT
private slots:
    void page_data()
    {
        QTest::addColumn<SchemeChoice>("scheme");
        QTest::addColumn<LanguageChoice>("words");
        QTest::addColumn<int>("textScale");
        QTest::addColumn<QString>("state");
        const auto row = [](const char* name, SchemeChoice scheme, LanguageChoice words, int scale,
                            const QString& state) { QTest::newRow(name) << scheme << words << scale << state; };
        row("empty-vi", SchemeChoice::Light, LanguageChoice::Vietnamese, 100, u"empty"_s);
        row("list-light-en", SchemeChoice::Light, LanguageChoice::English, 100, u"list"_s);
        row("travel-light-vi", SchemeChoice::Light, LanguageChoice::Vietnamese, 100, u"travel"_s);
        row("travel-dark-en", SchemeChoice::Dark, LanguageChoice::English, 100, u"travel"_s);
        row("travel-dark-vi-150", SchemeChoice::Dark, LanguageChoice::Vietnamese, 150, u"travel"_s);
        row("search-vi", SchemeChoice::Light, LanguageChoice::Vietnamese, 100, u"search"_s);
        row("bot-en", SchemeChoice::Light, LanguageChoice::English, 100, u"bot"_s);
        row("masked-light-vi", SchemeChoice::Light, LanguageChoice::Vietnamese, 100, u"masked"_s);
        row("masked-dark-en", SchemeChoice::Dark, LanguageChoice::English, 100, u"masked"_s);
        row("join-light-vi", SchemeChoice::Light, LanguageChoice::Vietnamese, 100, u"join"_s);
        row("join-dark-en", SchemeChoice::Dark, LanguageChoice::English, 100, u"join"_s);
        row("gone-vi", SchemeChoice::Dark, LanguageChoice::Vietnamese, 100, u"gone"_s);
    }

    void page()
    {
        QFETCH(SchemeChoice, scheme);
        QFETCH(LanguageChoice, words);
        QFETCH(int, textScale);
        QFETCH(QString, state);
        DisputeStage stage(scheme, words, textScale);
        stage.page->offerExport();
        stage.page->offerJoin();
        stage.page->travel()->offerReveal();
        stage.disputes.isMasked = state == "masked"_L1;
        if (state == "empty"_L1)
            stage.open();
        else
            stage.openFilled();
        auto* list = stage.child<QListView>(u"cases"_s);
        if (state == "gone"_L1) {
            stage.disputes.goAway();
            list->setCurrentIndex(list->model()->index(1, 0));
        } else if (state == "join"_L1) {
            list->setCurrentIndex(list->model()->index(1, 0));
        } else if (state != "empty"_L1 && state != "list"_L1) {
            list->setCurrentIndex(list->model()->index(0, 0));
        }
        DisputeStage::settle();
        if (state == "masked"_L1) stage.page->travel()->showLine("m-507");
        if (state == "bot"_L1) stage.page->travel()->showLine("m-502");
        if (state == "join"_L1) {
            stage.disputes.joinAnswer = api::JoinAnswer{DisputeRefusal::NotInMediation};
            stage.child<QLineEdit>(u"joinReason"_s)->setText(u"Khách nhờ can thiệp vì quá hẹn ba ngày"_s);
            QTest::keyClick(stage.child<QLineEdit>(u"joinReason"_s), Qt::Key_Return);
        }
        if (state == "search"_L1) {
            stage.child<QLineEdit>(u"disputeSearch"_s)->setText(u"giao thieu hang"_s);
            QTest::keyClick(stage.child<QLineEdit>(u"disputeSearch"_s), Qt::Key_Return);
        }
        DisputeStage::settle();
        keepDisputePicture(u"dispute-"_s + QString::fromLatin1(QTest::currentDataTag()), *stage.page);
        QVERIFY(stage.page->minimumSizeHint().width() <= stage.page->width());
    }
};

TONGDAI_TEST(DisputePicturesTest)

}  // namespace tongdai

#include "dispute_pictures_gui_test.moc"
