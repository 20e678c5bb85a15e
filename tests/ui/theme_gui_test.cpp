#include "ui/common/look/theme.h"

#include "tests/support/test_registry.h"
#include "ui/common/look/glyph.h"
#include "ui/common/look/system_scheme.h"
#include "ui/common/widgets/chip.h"
#include "ui/common/widgets/role_label.h"

#include <QApplication>
#include <QFontInfo>
#include <QPainter>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

class ChosenScheme final : public SystemScheme {
public:
    Scheme current() const override { return m_scheme; }
    void choose(Scheme scheme)
    {
        m_scheme = scheme;
        emit changed();
    }

private:
    Scheme m_scheme = Scheme::Light;
};

constexpr Scheme kSchemes[] = {Scheme::Light, Scheme::Dark, Scheme::HighContrast};
constexpr ColorRole kGrounds[] = {ColorRole::Window,        ColorRole::Surface,  ColorRole::Rail,
                                  ColorRole::CustomerBlock, ColorRole::BotBlock, ColorRole::HumanBlock,
                                  ColorRole::NoteBlock,     ColorRole::RowHover, ColorRole::RowSelected};

}  // namespace

class ThemeTest : public QObject {
    Q_OBJECT
private slots:
    void everyTextIsReadableOnEveryGround_data();
    void everyTextIsReadableOnEveryGround();
    void textOnTheAccentIsReadable();
    void controlBordersStandOut();
    void chartSeriesStandOut();
    void progressIsSeen();
    void followsTheSystemWhileItRuns();
    void aForcedSchemeIgnoresTheSystem();
    void textSizeReachesLabelsWithARole();
    void textSizeHasBounds();
    void paletteTellsItsScheme();
    void everyGlyphHasADrawing();
    void theFaceHasEveryVietnameseLetter();
    void marksOfSmallBoldNamesStayApart_data();
    void marksOfSmallBoldNamesStayApart();
    void emojiHaveTheirColoursInEveryText();
    void aMarkOnItsGroundIsReadable();
};

void ThemeTest::everyTextIsReadableOnEveryGround_data()
{
    QTest::addColumn<int>("role");
    QTest::newRow("text") << int(ColorRole::Text);
    QTest::newRow("secondary") << int(ColorRole::SecondaryText);
    QTest::newRow("accent") << int(ColorRole::Accent);
    QTest::newRow("good") << int(ColorRole::Good);
    QTest::newRow("attention") << int(ColorRole::Attention);
    QTest::newRow("danger") << int(ColorRole::Danger);
    QTest::newRow("evidence") << int(ColorRole::Evidence);
}

void ThemeTest::everyTextIsReadableOnEveryGround()
{
    QFETCH(const int, role);
    for (const Scheme scheme : kSchemes)
        for (const ColorRole ground : kGrounds) {
            const double ratio = contrast(colorOf(scheme, ColorRole(role)), colorOf(scheme, ground));
            // The table's amber on its rail is the one pair below 5; the rail carries no amber words.
            const bool amberOnRail = ColorRole(role) == ColorRole::Attention && ground == ColorRole::Rail;
            const double least = scheme == Scheme::HighContrast ? 7.0 : amberOnRail ? 4.5 : 5.0;
            QVERIFY2(ratio >= least,
                     qPrintable(u"scheme %1 ground %2: %3"_s.arg(int(scheme)).arg(int(ground)).arg(ratio)));
        }
}

void ThemeTest::textOnTheAccentIsReadable()
{
    for (const Scheme scheme : kSchemes)
        QVERIFY(contrast(colorOf(scheme, ColorRole::AccentText), colorOf(scheme, ColorRole::Accent)) >= 5.0);
}

void ThemeTest::controlBordersStandOut()
{
    for (const Scheme scheme : kSchemes)
        for (const ColorRole ground : {ColorRole::Window, ColorRole::Surface})
            QVERIFY(contrast(colorOf(scheme, ColorRole::ControlBorder), colorOf(scheme, ground)) >= 3.4);
}

void ThemeTest::chartSeriesStandOut()
{
    for (int series = 0; series < 6; ++series) {
        const auto ratio = [series](Scheme scheme) {
            return contrast(colorOf(scheme, seriesRole(series)), colorOf(scheme, ColorRole::Surface));
        };
        QVERIFY(ratio(Scheme::Light) >= 3.7);
        QVERIFY(ratio(Scheme::Dark) >= 4.2);
        QVERIFY(ratio(Scheme::HighContrast) >= 7.0);
    }
}

void ThemeTest::progressIsSeen()
{
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        ChosenScheme system;
        Theme theme(system);
        theme.setChoice(scheme == Scheme::Dark ? SchemeChoice::Dark : SchemeChoice::Light);
        theme.install();
        QProgressBar bar;
        bar.setTextVisible(false);
        bar.setRange(0, 100);
        bar.setValue(50);
        bar.resize(200, 10);
        const QImage image = bar.grab().toImage();
        QCOMPARE(image.pixelColor(60, 5), colorOf(scheme, ColorRole::Accent));
        QCOMPARE(image.pixelColor(140, 5), colorOf(scheme, ColorRole::Surface));
        QCOMPARE(image.pixelColor(140, 0), colorOf(scheme, ColorRole::ControlBorder));
    }
}

void ThemeTest::followsTheSystemWhileItRuns()
{
    ChosenScheme system;
    Theme theme(system);
    theme.install();
    QCOMPARE(schemeOf(QApplication::palette()), Scheme::Light);
    QSignalSpy changed(&theme, &Theme::changed);
    system.choose(Scheme::Dark);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(QApplication::palette().color(QPalette::Window), colorOf(Scheme::Dark, ColorRole::Window));
}

void ThemeTest::aForcedSchemeIgnoresTheSystem()
{
    ChosenScheme system;
    Theme theme(system);
    theme.setChoice(SchemeChoice::Light);
    system.choose(Scheme::Dark);
    QCOMPARE(theme.scheme(), Scheme::Light);
    theme.setChoice(SchemeChoice::FollowSystem);
    QCOMPARE(theme.scheme(), Scheme::Dark);
}

void ThemeTest::textSizeReachesLabelsWithARole()
{
    ChosenScheme system;
    Theme theme(system);
    theme.install();
    RoleLabel label(TextRole::Thread);
    QCOMPARE(label.font().pixelSize(), 14);
    theme.setTextScale(150);
    QCOMPARE(label.font().pixelSize(), theme.font(TextRole::Thread).pixelSize());
    QVERIFY(label.font().pixelSize() >= 21);
    theme.setChoice(SchemeChoice::Dark);
    QCOMPARE(label.palette().color(QPalette::WindowText), colorOf(Scheme::Dark, ColorRole::Text));
}

void ThemeTest::textSizeHasBounds()
{
    ChosenScheme system;
    Theme theme(system);
    theme.setTextScale(10);
    QCOMPARE(theme.textScale(), kMinTextScale);
    QVERIFY(theme.font(TextRole::Small).pixelSize() >= 11);
    theme.setTextScale(1000);
    QCOMPARE(theme.textScale(), kMaxTextScale);
}

void ThemeTest::paletteTellsItsScheme()
{
    for (const Scheme scheme : kSchemes)
        QCOMPARE(schemeOf(paletteOf(scheme)), scheme);
}

void ThemeTest::everyGlyphHasADrawing()
{
    for (int glyph = 0; glyph <= int(Glyph::Up); ++glyph) {
        const QImage image = glyphPixmap(Glyph(glyph), 24, Qt::red, 2.0).toImage();
        bool drawn = false;
        for (int y = 0; y < image.height() && !drawn; ++y)
            for (int x = 0; x < image.width() && !drawn; ++x)
                drawn = image.pixelColor(x, y).alpha() > 200;
        QVERIFY2(drawn, qPrintable(u"glyph %1 is empty"_s.arg(glyph)));
    }
}

void ThemeTest::theFaceHasEveryVietnameseLetter()
{
    const QFontMetrics metrics(applicationFont(100));
    for (const QChar letter : u"ăâđêôơưĂÂĐÊÔƠƯẾỆỖẴỹợữặẫ₫"_s)
        QVERIFY2(metrics.inFont(letter), qPrintable(QString(letter)));
}

namespace {

QImage drawn(const QString& letters, const QFont& font)
{
    QImage image(64, 64, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setFont(font);
    painter.drawText(QPointF(8, 48), letters);
    return image;
}

/// How many pixels of ink lie elsewhere.
double difference(const QImage& one, const QImage& other)
{
    double sum = 0;
    for (int y = 0; y < one.height(); ++y)
        for (int x = 0; x < one.width(); ++x)
            sum += std::abs(qGray(one.pixel(x, y)) - qGray(other.pixel(x, y))) / 255.0;
    return sum;
}

}  // namespace

void ThemeTest::marksOfSmallBoldNamesStayApart_data()
{
    QTest::addColumn<bool>("bold");
    QTest::addColumn<double>("least");
    QTest::newRow("names") << true << 1.8;  // 0.7 without hints: Hằng, Hắng and Hẳng were one
    QTest::newRow("text") << false << 1.1;
}

void ThemeTest::marksOfSmallBoldNamesStayApart()
{
    QFETCH(const bool, bold);
    QFETCH(const double, least);
    QFont font = fontOf(applicationFont(100), TextRole::List);
    QCOMPARE(font.pixelSize(), 13);
    font.setBold(bold);
    for (const QString& like : {u"ăằắẳẵ"_s, u"âầấẩẫ"_s, u"êềếểễ"_s, u"ôồốổỗ"_s})
        for (const QChar one : like)
            for (const QChar other : like) {
                if (one >= other) continue;
                const double apart = difference(drawn(QString(one), font), drawn(QString(other), font));
                QVERIFY2(apart >= least, qPrintable(u"%1 and %2: %3"_s.arg(one).arg(other).arg(apart)));
            }
}

void ThemeTest::emojiHaveTheirColoursInEveryText()
{
    for (const TextRole role :
         {TextRole::Small, TextRole::List, TextRole::Thread, TextRole::Title, TextRole::Heading, TextRole::Mono})
        for (const QString& emoji : {u"😀"_s, u"❤️"_s, u"❤"_s, u"👍🏽"_s, u"🙏"_s, u"☺"_s, u"⭐"_s, u"🇻🇳"_s}) {
            // That face has its own drawings of the older ones; for ids it will do.
            if (role == TextRole::Mono && !emoji.front().isSurrogate()) continue;
            const QImage image = drawn(emoji, fontOf(applicationFont(100), role));
            int coloured = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    coloured += QColor(image.pixel(x, y)).saturation() > 90 ? 1 : 0;
            QVERIFY2(
                coloured > 20,
                qPrintable(u"%1 in role %2: %3 (apt install fonts-noto-color-emoji)"_s.arg(emoji).arg(int(role)).arg(
                    coloured)));
        }
    // Figures are letters of the text, though the emoji's face has them as well.
    const QImage figures = drawn(u"09#"_s, applicationFont(100));
    QFont plain = applicationFont(100);
    plain.setFamily(plain.families().first());
    QCOMPARE(figures, drawn(u"09#"_s, plain));
}

void ThemeTest::aMarkOnItsGroundIsReadable()
{
    for (const Scheme scheme : kSchemes) {
        QImage image(80, 20, QImage::Format_RGB32);
        QPainter painter(&image);
        Chip::paintTinted(painter, image.rect(), QString(), Tone::Evidence, paletteOf(scheme), applicationFont(100));
        painter.end();
        const double ratio = contrast(colorOf(scheme, ColorRole::Evidence), image.pixelColor(40, 10));
        QVERIFY2(ratio >= 5.0, qPrintable(u"scheme %1: %2"_s.arg(int(scheme)).arg(ratio)));
    }
}

TONGDAI_TEST(ThemeTest)

}  // namespace tongdai

#include "theme_gui_test.moc"
